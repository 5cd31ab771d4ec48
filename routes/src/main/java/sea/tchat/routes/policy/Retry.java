package sea.tchat.routes.policy;

import java.time.Duration;

/**
 * How a policy tries again: one line of one table each.
 *
 * @param times after the first try
 * @param first pause
 * @param growth factor from pause to pause
 * @param longest pause
 */
public record Retry(int times, Duration first, double growth, Duration longest) {
    /** A store or the broker is away: about 36 s of pauses in one poll, then the partition is polled anew, for ever. */
    public static final Retry INFRASTRUCTURE = new Retry(8, Duration.ofMillis(250), 2, Duration.ofSeconds(10));

    /** The record itself fails: three more tries within 2 s, then it is parked. */
    public static final Retry RECORD = new Retry(3, Duration.ofMillis(100), 3, Duration.ofSeconds(1));

    /** A provider said in so many words that it did nothing and may be asked again. */
    public static final Retry PROVIDER = new Retry(2, Duration.ofMillis(500), 2, Duration.ofSeconds(2));

    /** The longest that all pauses together may take. */
    public Duration total() {
        long sum = 0;
        double pause = first.toMillis();
        for (int i = 0; i < times; i++) {
            sum += (long) Math.min(pause, longest.toMillis());
            pause *= growth;
        }
        return Duration.ofMillis(sum);
    }
}
