package sea.tchat.auth.domain;

/** What becomes of a refresh token that a client shows. */
public enum RefreshVerdict {
    /** It is exchanged for a new pair. */
    ROTATE,
    /** It was exchanged a moment ago and the answer may be lost: the same pair again. */
    REPLAY,
    /** It was exchanged before, so there are two who hold it, and one of them is a thief: the whole family ends. */
    REUSED,
    /** It is unknown or too old, or its session has ended. */
    INVALID;

    /**
     * @param live whether its session is
     * @param unexpired whether the token is
     * @param rotated whether it was exchanged before
     * @param inGrace whether that was a moment ago
     */
    public static RefreshVerdict of(boolean live, boolean unexpired, boolean rotated, boolean inGrace) {
        if (!live || !unexpired) {
            return INVALID;
        }
        if (!rotated) {
            return ROTATE;
        }
        return inGrace ? REPLAY : REUSED;
    }
}
