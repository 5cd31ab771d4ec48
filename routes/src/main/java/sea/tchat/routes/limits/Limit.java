package sea.tchat.routes.limits;

/**
 * One line of a table of limits.
 *
 * @param name under which it is shown and counted
 * @param burst how many at once
 * @param refill how many come back in {@code per} seconds
 * @param per seconds
 * @param closed whether a call is refused while Redis is away (money, codes) rather than let through
 */
public record Limit(String name, long burst, long refill, long per, boolean closed) {
    public Limit {
        if (burst < 1 || refill < 1 || per < 1) {
            throw new IllegalArgumentException(
                    "the limit " + name + " needs a burst, a refill and a period of at least 1");
        }
    }

    double perSecond() {
        return (double) refill / per;
    }

    /** Seconds until an empty bucket is full. */
    public long window() {
        return (long) Math.ceil(burst / perSecond());
    }
}
