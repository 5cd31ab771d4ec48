package sea.tchat.gateway.domain;

/**
 * How many frames, and how many bad ones, a socket has sent in the running minute. Two counters and a clock: a bucket in Redis
 * for every frame would cost more than the frame. Not thread-safe, as one socket's frames come one after the other.
 */
public final class FrameBudget {
    private static final long WINDOW_MILLIS = 60_000;
    private final int maxFrames;
    private final int maxBad;
    private long windowStart;
    private int frames;
    private int bad;

    public FrameBudget(int maxFrames, int maxBad, long nowMillis) {
        this.maxFrames = maxFrames;
        this.maxBad = maxBad;
        this.windowStart = nowMillis;
    }

    /** @return whether this frame is still within the budget */
    public boolean countFrame(long nowMillis) {
        turn(nowMillis);
        return ++frames <= maxFrames;
    }

    /** @return whether the sender may go on after this bad frame */
    public boolean countBadFrame(long nowMillis) {
        turn(nowMillis);
        return ++bad < maxBad;
    }

    private void turn(long nowMillis) {
        if (nowMillis - windowStart >= WINDOW_MILLIS) {
            windowStart = nowMillis;
            frames = 0;
            bad = 0;
        }
    }
}
