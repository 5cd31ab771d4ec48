package sea.tchat.messaging.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What messaging needs of {@code payment.completed}. Amount in the currency's minor unit. */
public record Payment(
        UUID transactionId,
        String kind,
        String state,
        long amount,
        String currency,
        UUID fromUserId,
        UUID toUserId,
        UUID dialogId) {

    /** A transfer between two users that was made in a dialog. */
    public boolean belongsIntoDialog() {
        return "transfer".equals(kind) && dialogId != null && fromUserId != null && toUserId != null;
    }

    /** The content of the payment message. */
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("transaction_id", transactionId);
        content.put("amount", amount);
        content.put("currency", currency);
        content.put("state", state);
        return content;
    }
}
