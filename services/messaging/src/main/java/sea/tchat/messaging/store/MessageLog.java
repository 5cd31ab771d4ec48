package sea.tchat.messaging.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Message;
import sea.tchat.messaging.domain.SeqRange;
import sea.tchat.routes.domain.Json;

/** History, read from Cassandra by number. Every method throws the driver's exceptions when Cassandra is away. */
@Component
public class MessageLog {
    private static final GenericType<List<UUID>> UUIDS = GenericType.listOf(UUID.class);

    private final CqlSession session;
    private final PreparedStatement state;
    private final PreparedStatement messages;

    MessageLog(CqlSession session) {
        this.session = session;
        Statements statements = new Statements(session);
        this.state = statements.prepare("state");
        this.messages = statements.prepare("messages");
    }

    /** The dialog's highest number; every message up to it can be read. 0 before the first. */
    public long lastSeq(UUID dialogId) {
        Row row = session.execute(state.bind(dialogId)).one();
        return row == null ? 0 : row.getLong("last_seq");
    }

    /** Lowest number first. A message whose time to live is over is missing. */
    public List<Message> read(UUID dialogId, SeqRange range) {
        List<CompletionStage<AsyncResultSet>> reads = range.byBucket().stream()
                .map(part -> session.executeAsync(bind(dialogId, part)))
                .toList();
        List<Message> found = new ArrayList<>();
        for (CompletionStage<AsyncResultSet> read : reads) {
            List<Message> part = new ArrayList<>();
            // A page of rows is larger than a page of history, so what arrives first is all there is.
            Waiting.on(read).currentPage().forEach(row -> part.add(message(row)));
            Collections.reverse(part);
            found.addAll(part);
        }
        return found;
    }

    public Optional<Message> read(UUID dialogId, long seq) {
        return read(dialogId, new SeqRange(seq, seq)).stream().findFirst();
    }

    /** One message of each of several dialogs, all asked for at once; null where there is none. */
    public List<Message> readEach(List<Map.Entry<UUID, Long>> places) {
        List<CompletionStage<AsyncResultSet>> reads = places.stream()
                .map(place ->
                        session.executeAsync(bind(place.getKey(), new SeqRange(place.getValue(), place.getValue()))))
                .toList();
        List<Message> found = new ArrayList<>();
        for (CompletionStage<AsyncResultSet> read : reads) {
            Row row = Waiting.on(read).one();
            found.add(row == null ? null : message(row));
        }
        return found;
    }

    private BoundStatement bind(UUID dialogId, SeqRange part) {
        return messages.bind(dialogId, SeqRange.bucketOf(part.lowest()), part.lowest(), part.highest());
    }

    private static Message message(Row row) {
        return new Message(
                row.getUuid("message_id"),
                row.getUuid("dialog_id"),
                row.getLong("seq"),
                row.getUuid("sender_id"),
                row.getString("client_message_id"),
                row.getString("type"),
                Json.read(row.getString("content"), JsonNode.class),
                row.get("reply_to", Long.class),
                row.isNull("mentions") ? List.of() : row.get("mentions", UUIDS),
                row.getInstant("sent_at"),
                row.getInstant("edited_at"),
                row.getInstant("deleted_at"),
                List.of());
    }
}
