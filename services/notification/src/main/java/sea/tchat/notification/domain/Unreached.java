package sea.tchat.notification.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;

/**
 * A message that found some members without a live socket, from messaging's {@code message.unreached}; its text is not here.
 *
 * @param userIds those members, never the sender
 * @param type of the message: {@code text}, {@code image} …
 */
public record Unreached(UUID dialogId, long seq, UUID messageId, UUID senderId, List<UUID> userIds, String type) {
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
                .<Map<String, Object>>map(user -> Map.of(
                        "id",
                        Ids.next(),
                        "user_id",
                        user,
                        "category",
                        "message",
                        "type",
                        "message.unreached",
                        "event_key",
                        "message:" + messageId,
                        "dialog_id",
                        dialogId,
                        "data",
                        json))
                .toList();
    }
}
