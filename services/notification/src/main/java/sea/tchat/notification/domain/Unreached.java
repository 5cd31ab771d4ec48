package sea.tchat.notification.domain;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;

/**
 * A message that found some members without a live socket, from messaging's {@code message.unreached}; its text is not here.
 *
 * <p>{@code reach: unknown} means that messaging could not find out who has a socket: these members may well be looking at the
 * message. It stands in their inbox, and no money is spent to tell them.
 *
 * @param userIds those members, never the sender
 * @param type of the message: {@code text}, {@code image} …
 * @param reach {@code none} or {@code unknown}; null, from a sender that does not say, means none
 */
public record Unreached(
        UUID dialogId, long seq, UUID messageId, UUID senderId, List<UUID> userIds, String type, String reach) {
    private static final String UNKNOWN = "unknown";

    public Unreached {
        if (dialogId == null || messageId == null || userIds == null) {
            throw new IllegalArgumentException("an unreached message needs dialog_id, message_id and user_ids");
        }
    }

    /** One row of {@code notifications} for each member; the same message makes the same keys again. */
    public List<Map<String, Object>> notifications() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("message_id", messageId);
        data.put("seq", seq);
        data.put("sender_id", senderId);
        data.put("message_type", type);
        String json = Json.write(data);
        return userIds.stream()
                .distinct()
                .filter(user -> !user.equals(senderId))
                .map(user -> row(user, json))
                .toList();
    }

    private Map<String, Object> row(UUID user, String data) {
        boolean suppressed = UNKNOWN.equals(reach);
        Map<String, Object> row = new HashMap<>();
        row.put("id", Ids.next());
        row.put("user_id", user);
        row.put("category", "message");
        row.put("type", "message.unreached");
        row.put("event_key", "message:" + messageId);
        row.put("dialog_id", dialogId);
        row.put("data", data);
        row.put("sms_state", suppressed ? "suppressed" : "due");
        row.put("sms_reason", suppressed ? "reach_unknown" : null);
        return row;
    }
}
