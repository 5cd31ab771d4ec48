package sea.tchat.auth.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * The answer to a right code or a good refresh token.
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 * @param isNewUser whether the sign-in made the account; absent after a refresh
 */
public record SignedIn(
        String accessToken,
        String tokenType,
        long expiresIn,
        String refreshToken,
        long refreshExpiresIn,
        User user,
        UUID sessionId,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean isNewUser) {

    public static SignedIn with(TokenPair tokens, User user, UUID session, Boolean isNewUser) {
        return after(0, tokens, user, session, isNewUser);
    }

    /** @param seconds how long ago the tokens were issued */
    public static SignedIn after(long seconds, TokenPair tokens, User user, UUID session, Boolean isNewUser) {
        return new SignedIn(
                tokens.accessToken(),
                "Bearer",
                AuthRules.ACCESS_LIFETIME.toSeconds() - seconds,
                tokens.refreshToken().value(),
                AuthRules.REFRESH_LIFETIME.toSeconds() - seconds,
                user,
                session,
                isNewUser);
    }

    @Override
    public String toString() {
        return "SignedIn[session " + sessionId + "]";
    }
}
