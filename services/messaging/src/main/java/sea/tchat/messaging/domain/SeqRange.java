package sea.tchat.messaging.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of numbers of one dialog, both ends included; empty when {@code highest < lowest}. As numbers have no gaps, a page of
 * history is such a run and is known before anything of it is read.
 */
public record SeqRange(long lowest, long highest) {
    /** How many messages one Cassandra partition holds. */
    public static final long BUCKET = 5000;

    public static long bucketOf(long seq) {
        return seq / BUCKET;
    }

    /** The newest {@code limit} below {@code beforeSeq}, or of all when it is null. */
    public static SeqRange before(Long beforeSeq, long lastSeq, int limit) {
        long highest = beforeSeq == null ? lastSeq : Math.min(beforeSeq - 1, lastSeq);
        return new SeqRange(Math.max(1, highest - limit + 1), highest);
    }

    /** The oldest {@code limit} above {@code afterSeq}. */
    public static SeqRange after(long afterSeq, long lastSeq, int limit) {
        return new SeqRange(afterSeq + 1, Math.min(lastSeq, afterSeq + limit));
    }

    public boolean isEmpty() {
        return highest < lowest;
    }

    /** The part in each bucket, lowest first: at most two for a page. */
    public List<SeqRange> byBucket() {
        List<SeqRange> parts = new ArrayList<>();
        for (long from = lowest; from <= highest; ) {
            long to = Math.min(highest, (bucketOf(from) + 1) * BUCKET - 1);
            parts.add(new SeqRange(from, to));
            from = to + 1;
        }
        return parts;
    }
}
