package sea.tchat.messaging.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Dialog;
import sea.tchat.messaging.domain.DialogCursor;
import sea.tchat.messaging.domain.Member;
import sea.tchat.messaging.domain.Message;

/** The rows of {@code sql/dialog.sql}, {@code dialogs.sql} and {@code members.sql} as what a client sees. */
@Component
public class DialogRows {
    private final MessageLog log;

    DialogRows(MessageLog log) {
        this.log = log;
    }

    /** In the same order, each with its last message; these are read from Cassandra all at once. */
    public List<Dialog> of(List<?> rows) {
        return withLastMessages(
                rows.stream().map(row -> withoutLastMessage((Map<?, ?>) row)).toList());
    }

    /** In the same order, each with its last message; Cassandra is not asked for a dialog in which nothing was said yet. */
    public List<Dialog> withLastMessages(List<Dialog> dialogs) {
        Iterator<Message> lastMessages = log.readEach(dialogs.stream()
                        .filter(dialog -> dialog.lastSeq() > 0)
                        .map(dialog -> Map.entry(dialog.id(), dialog.lastSeq()))
                        .toList())
                .iterator();
        List<Dialog> complete = new ArrayList<>();
        for (Dialog dialog : dialogs) {
            complete.add(dialog.lastSeq() > 0 ? dialog.withLastMessage(lastMessages.next()) : dialog);
        }
        return complete;
    }

    public static List<Member> members(List<?> rows) {
        return rows.stream()
                .map(row -> (Map<?, ?>) row)
                .map(row -> new Member((UUID) row.get("user_id"), (String) row.get("role"), instant(row, "joined_at")))
                .toList();
    }

    public static DialogCursor cursorAt(Map<?, ?> row) {
        return new DialogCursor(instant(row, "last_activity_at"), (UUID) row.get("id"));
    }

    public static Dialog withoutLastMessage(Map<?, ?> row) {
        long lastSeq = number(row, "last_seq");
        long readSeq = number(row, "read_seq");
        return new Dialog(
                (UUID) row.get("id"),
                (String) row.get("type"),
                (String) row.get("name"),
                (String) row.get("description"),
                (UUID) row.get("peer_id"),
                (Integer) row.get("member_count"),
                (String) row.get("role"),
                (UUID) row.get("created_by"),
                instant(row, "created_at"),
                null,
                lastSeq,
                number(row, "delivered_seq"),
                readSeq,
                // The marks may be ahead for a moment: they are checked against the log, the list follows by the
                // fan-out.
                Math.max(0, lastSeq - readSeq),
                instant(row, "muted_until"),
                (Boolean) row.get("pinned"));
    }

    private static long number(Map<?, ?> row, String column) {
        return (Long) row.get(column);
    }

    private static Instant instant(Map<?, ?> row, String column) {
        Timestamp value = (Timestamp) row.get(column);
        return value == null ? null : value.toInstant();
    }
}
