package sea.tchat.payment.domain;

import java.time.Duration;

/**
 * When a charge that its provider does not know counts as never made, so that the top-up fails and may be repeated. Both must hold:
 * one answer may come from a replica that lags, and several in a short time from the same one.
 *
 * @param answers how often the provider must have said so; a question that was not answered is none
 * @param after how long ago the call must have been begun
 */
public record NeverMade(int answers, Duration after) {
    public NeverMade {
        if (answers < 1 || after == null || after.isNegative()) {
            throw new IllegalArgumentException("tchat.payment.never-made needs answers of 1 at least, and a duration");
        }
    }

    /** @param attempt before this answer is counted */
    boolean isProvedBy(Attempt attempt) {
        return attempt.absences() + 1 >= answers && attempt.age().compareTo(after) >= 0;
    }
}
