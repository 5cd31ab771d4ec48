package sea.tchat.auth.domain;

/** What a client holds of a session. Never printed. */
public record TokenPair(String accessToken, RefreshToken refreshToken) {
    @Override
    public String toString() {
        return "TokenPair[…]";
    }
}
