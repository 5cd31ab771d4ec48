package sea.tchat.messaging.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Message;
import sea.tchat.messaging.domain.Numbering;
import sea.tchat.messaging.domain.Numbering.Known;
import sea.tchat.messaging.domain.Numbering.Number;
import sea.tchat.messaging.domain.Numbering.State;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.messaging.domain.Reply.Outcome;
import sea.tchat.messaging.domain.SeqRange;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.routes.domain.Json;

/**
 * Gives the log's records their numbers and stores them. Called by the one consumer of a dialog's partition, record after record;
 * {@link Numbering} says why a record may come twice, and why the order of the reads and of the writes here must stay as it is.
 *
 * <p>Two steps of single-partition writes in place of a logged batch: the order between them is what is needed, a batch would not
 * give it (its parts become visible one by one), and its log costs the same round trip.
 */
@Component
public class Sequencer {

    /**
     * @param reply for the request that waits
     * @param news whether others must hear of it: not when the client only repeated itself
     * @param first whether it was numbered just now, and not when the record was read before
     */
    public record Sequenced(Reply reply, boolean news, boolean first) {}

    private final CqlSession session;
    private final MessageLog log;
    private final PreparedStatement state;
    private final PreparedStatement numbered;
    private final PreparedStatement insertMessage;
    private final PreparedStatement insertNumbered;
    private final PreparedStatement raiseState;
    private final int ttlSeconds;

    Sequencer(CqlSession session, MessageLog log, @Value("${tchat.messaging.retention}") Duration retention) {
        this.session = session;
        this.log = log;
        this.ttlSeconds = Math.toIntExact(retention.toSeconds());
        Statements statements = new Statements(session);
        this.state = statements.prepare("state");
        this.numbered = statements.prepare("numbered");
        this.insertMessage = statements.prepare("insert-message");
        this.insertNumbered = statements.prepare("insert-numbered");
        this.raiseState = statements.prepare("raise-state");
    }

    /**
     * @param submissionId the id of the record's event: the same when the record comes again
     * @param appendedAt when the broker took the record
     */
    public Sequenced number(Submission submission, UUID submissionId, Instant appendedAt) {
        byte[] bodyHash = submission.bodyHash();
        Optional<State> last = state(submission.dialogId());
        Optional<Known> known = known(submission);
        Numbering numbering = Numbering.of(last, known, submissionId, bodyHash, appendedAt);
        if (numbering instanceof Number number) {
            Message message = Message.of(submission, number.seq(), number.sentAt());
            write(message, submissionId, bodyHash, number.writtenAt());
            return new Sequenced(new Reply(submissionId, Outcome.NUMBERED, message), true, !number.again());
        }
        if (numbering instanceof Numbering.Repeated repeated) {
            Message first = log.read(submission.dialogId(), repeated.seq())
                    .orElseGet(() -> Message.of(submission, repeated.seq(), appendedAt));
            return new Sequenced(new Reply(submissionId, Outcome.REPEATED, first), false, false);
        }
        return new Sequenced(new Reply(submissionId, Outcome.REUSED, null), false, false);
    }

    private Optional<State> state(UUID dialogId) {
        return Optional.ofNullable(session.execute(state.bind(dialogId)).one())
                .map(row -> new State(row.getLong("last_seq"), row.getLong("written_at")));
    }

    private Optional<Known> known(Submission submission) {
        return Optional.ofNullable(session.execute(numbered.bind(
                                submission.dialogId(), submission.senderId(), submission.clientMessageId()))
                        .one())
                .map(row -> new Known(
                        row.getLong("seq"),
                        row.getUuid("submission_id"),
                        row.getByteBuffer("body_hash").array(),
                        row.getInstant("sent_at"),
                        row.getLong("written_at")));
    }

    private void write(Message message, UUID submissionId, byte[] bodyHash, long writtenAt) {
        var asMessage = session.executeAsync(messageRow(message, writtenAt));
        var asNumbered = session.executeAsync(insertNumbered.bind(
                message.dialogId(),
                message.senderId(),
                message.clientMessageId(),
                message.seq(),
                submissionId,
                ByteBuffer.wrap(bodyHash),
                message.sentAt(),
                writtenAt,
                ttlSeconds));
        Waiting.on(asMessage);
        Waiting.on(asNumbered);
        session.execute(raiseState.bind(message.dialogId(), message.seq(), writtenAt));
    }

    /** What is null is left unset: a null written would be a tombstone. */
    private BoundStatement messageRow(Message message, long writtenAt) {
        BoundStatementBuilder row = insertMessage
                .boundStatementBuilder()
                .setUuid("dialog_id", message.dialogId())
                .setLong("bucket", SeqRange.bucketOf(message.seq()))
                .setLong("seq", message.seq())
                .setUuid("message_id", message.id())
                .setUuid("sender_id", message.senderId())
                .setString("client_message_id", message.clientMessageId())
                .setString("type", message.type())
                .setString("content", Json.write(message.content()))
                .setInstant("sent_at", message.sentAt())
                .setLong("written_at", writtenAt)
                .setInt("ttl", ttlSeconds);
        if (message.replyTo() != null) {
            row.setLong("reply_to", message.replyTo());
        }
        if (!message.mentions().isEmpty()) {
            row.setList("mentions", message.mentions(), UUID.class);
        }
        return row.build();
    }
}
