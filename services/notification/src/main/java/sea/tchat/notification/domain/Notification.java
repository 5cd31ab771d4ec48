package sea.tchat.notification.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sea.tchat.routes.domain.Json;

/** An entry of the inbox, as the public contract shows it. */
public record Notification(
        UUID id, String category, String type, UUID dialogId, JsonNode data, Instant createdAt, Instant readAt) {

    /** @param nextCursor null on the last page */
    public record Page(List<Notification> items, UUID nextCursor) {}

    public static Notification of(Map<String, Object> row) {
        return new Notification(
                (UUID) row.get("id"),
                (String) row.get("category"),
                (String) row.get("type"),
                (UUID) row.get("dialog_id"),
                Json.tree((String) row.get("data")),
                instant(row.get("created_at")),
                instant(row.get("read_at")));
    }

    /** @param rows one more than {@code limit} where there is a further page */
    public static Page page(List<Map<String, Object>> rows, int limit) {
        List<Notification> items =
                rows.stream().limit(limit).map(Notification::of).toList();
        return new Page(items, rows.size() > limit ? items.get(limit - 1).id() : null);
    }

    private static Instant instant(Object timestamp) {
        return timestamp == null ? null : ((Date) timestamp).toInstant();
    }
}
