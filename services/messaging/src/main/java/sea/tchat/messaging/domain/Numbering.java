package sea.tchat.messaging.domain;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which number a record of the log gets. A pure function of the record and of what the records before it left behind, so that
 * reading a record again, after a crash or by another owner of the partition, comes to the same number and the same bytes.
 *
 * <p><b>Why doing it twice writes the same.</b> The order of reading is state, then client id; the order of writing is message and
 * client id, then state. So when the client id is not known yet, nobody has raised the state for this record before it was read:
 * it is exactly what the record before left, and {@code last + 1} is the number that anyone finds. When it is known by this very
 * submission, its number, its time and its write timestamp stand there, also when the producer put it into the log a second time.
 *
 * <p><b>Why a late writer does no harm.</b> Two owners may work on one partition for a moment after a rebalance. The write timestamp
 * is taken from the log and from the state too, and rises from record to record: the late one's writes are either the same bytes under
 * the same timestamp, or older than what stands there. The append time alone would not do: it is in milliseconds, and goes back
 * when a broker with a slower clock takes over, and a state written "earlier" than its predecessor would be lost and its number given
 * a second time.
 */
public sealed interface Numbering {

    /** What {@code dialog_state} holds. */
    record State(long lastSeq, long writtenAt) {
        static final State EMPTY = new State(0, Long.MIN_VALUE);
    }

    /** What is known of a client_message_id. */
    record Known(long seq, UUID submissionId, byte[] bodyHash, Instant sentAt, long writtenAt) {}

    /**
     * To be written, and told.
     *
     * @param sentAt the append time of the record that was worked on first
     * @param writtenAt the write timestamp, in microseconds
     * @param again whether the record had been worked on before
     */
    record Number(long seq, Instant sentAt, long writtenAt, boolean again) implements Numbering {}

    /** The client sent the same message before: nothing new. */
    record Repeated(long seq) implements Numbering {}

    /** The client used the id for another message: this one is not taken. */
    record Reused() implements Numbering {}

    /** @param appendedAt when the broker appended the record (LogAppendTime) */
    static Numbering of(
            Optional<State> state, Optional<Known> known, UUID submissionId, byte[] bodyHash, Instant appendedAt) {
        if (known.isEmpty()) {
            State last = state.orElse(State.EMPTY);
            long logTime = appendedAt.toEpochMilli() * 1000;
            return new Number(last.lastSeq() + 1, appendedAt, Math.max(logTime, last.writtenAt() + 1), false);
        }
        Known first = known.get();
        if (first.submissionId().equals(submissionId)) {
            return new Number(first.seq(), first.sentAt(), first.writtenAt(), true);
        }
        return MessageDigest.isEqual(first.bodyHash(), bodyHash) ? new Repeated(first.seq()) : new Reused();
    }
}
