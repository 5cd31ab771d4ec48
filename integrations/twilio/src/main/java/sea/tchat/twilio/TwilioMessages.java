package sea.tchat.twilio;

import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message.Status;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import sea.tchat.routes.domain.Outcome;

/** The two ends of sending a message: our headers and text into the options of {@code twilio:message/creator}, its answer into our words. */
public final class TwilioMessages {
    private static final Set<Status> REFUSED = Set.of(Status.FAILED, Status.UNDELIVERED, Status.CANCELED);
    /** Twilio's own code for a message without {@code To}. */
    private static final int NO_RECIPIENT = 21604;

    private String from;

    /** @param from a number, an alphanumeric sender, or a Messaging Service ({@code MG…}) */
    public void setFrom(String from) {
        this.from = from;
    }

    /** From {@code to}, {@code status_callback} (if any) and the body. */
    public void prepare(Message message) {
        String to = message.getHeader("to", String.class);
        if (to == null || to.isBlank()) {
            throw new ApiException("no recipient", NO_RECIPIENT, null, 400, null);
        }
        message.setHeader("CamelTwilioTo", new PhoneNumber(to));
        message.setHeader("CamelTwilioBody", message.getBody(String.class));
        if (from.startsWith("MG")) {
            message.setHeader("CamelTwilioMessagingServiceSid", from);
        } else {
            message.setHeader("CamelTwilioFrom", new PhoneNumber(from));
        }
        String callback = message.getHeader("status_callback", String.class);
        if (callback != null) {
            message.setHeader("CamelTwilioStatusCallback", URI.create(callback));
        }
    }

    /**
     * @return done with the message's SID; {@code pending}, because a message that was accepted is not yet one that was delivered: that
     *     is told by a callback
     */
    public Outcome outcome(com.twilio.rest.api.v2010.account.Message message) {
        if (REFUSED.contains(message.getStatus())) {
            String reason = message.getErrorCode() == null
                    ? message.getStatus().toString()
                    : message.getErrorCode().toString();
            return new Outcome.Rejected(message.getSid(), reason, false);
        }
        return new Outcome.Done(message.getSid(), "pending", Map.of());
    }
}
