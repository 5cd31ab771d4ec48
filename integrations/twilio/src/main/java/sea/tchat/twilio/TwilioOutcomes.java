package sea.tchat.twilio;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.policy.OutcomeClassifier;

/**
 * What Twilio's errors mean for a message. There is no idempotency key for messages, so whatever may have been processed is unknown
 * and never sent again by itself (Twilio documentation, errors 20429 and 20500).
 *
 * <table>
 *   <caption>HTTP status or Twilio code, first match</caption>
 *   <tr><td>no connection was made</td><td>rejected, may be sent again: nothing has left</td></tr>
 *   <tr><td>429, 20429</td><td>rejected, may be sent again: never processed</td></tr>
 *   <tr><td>21611, 30001 queue full</td><td>rejected, may be sent again</td></tr>
 *   <tr><td>408, 5xx, 20500, time-out, reset, unreadable</td><td>unknown</td></tr>
 *   <tr><td>any other 4xx: 20003 credentials, 21211 number, 21610 unsubscribed …</td><td>rejected for good</td></tr>
 * </table>
 */
public final class TwilioOutcomes implements OutcomeClassifier {
    private static final Set<Integer> LATER = Set.of(429, 20429, 21611, 30001);
    private static final Set<Integer> UNKNOWN = Set.of(408, 20500, 20503);

    @Override
    public Optional<Outcome> classify(Throwable fault) {
        if (fault instanceof ApiConnectionException) {
            return Optional.of(
                    neverLeft(fault.getCause())
                            ? new Outcome.Rejected(null, "not_reached", true)
                            : new Outcome.Unknown("no_answer"));
        }
        return fault instanceof ApiException refusal ? Optional.of(of(refusal)) : Optional.empty();
    }

    private static boolean neverLeft(Throwable cause) {
        return cause instanceof HttpHostConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnknownHostException;
    }

    private static Outcome of(ApiException refusal) {
        int code = refusal.getCode() == null ? 0 : refusal.getCode();
        int status = refusal.getStatusCode() == null ? code : refusal.getStatusCode();
        String reason = String.valueOf(code == 0 ? status : code);
        if (LATER.contains(code) || LATER.contains(status)) {
            return new Outcome.Rejected(null, reason, true);
        }
        boolean refused = status >= 400 && status < 500 && !UNKNOWN.contains(status) && !UNKNOWN.contains(code);
        return refused
                ? new Outcome.Rejected(null, reason, false)
                : new Outcome.Unknown(status == 0 ? "unreadable_answer" : reason);
    }
}
