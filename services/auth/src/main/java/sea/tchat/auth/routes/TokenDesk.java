package sea.tchat.auth.routes;

import java.security.SecureRandom;
import java.util.UUID;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AccessTokenIssuer;
import sea.tchat.auth.domain.Account;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.domain.RefreshToken;
import sea.tchat.auth.domain.TokenPair;

/** Draws the pair of tokens of a session, and lays out what the statement that stores it wants. */
@Component
final class TokenDesk {
    private final AccessTokenIssuer issuer;
    private final SecureRandom random;

    TokenDesk(AccessTokenIssuer issuer, SecureRandom random) {
        this.issuer = issuer;
        this.random = random;
    }

    /** Headers {@code token_hash}, {@code session_id}, {@code refresh_seconds}. */
    TokenPair draw(Message message, Account account, UUID session) {
        TokenPair pair = new TokenPair(issuer.issue(account, session), RefreshToken.draw(random));
        message.setHeader("token_hash", pair.refreshToken().hash());
        message.setHeader("session_id", session);
        message.setHeader("refresh_seconds", AuthRules.REFRESH_LIFETIME.toSeconds());
        return pair;
    }

    byte[] seal(RefreshToken predecessor, TokenPair successor) {
        return predecessor.seal(successor, random);
    }
}
