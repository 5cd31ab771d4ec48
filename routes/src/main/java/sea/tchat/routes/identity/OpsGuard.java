package sea.tchat.routes.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import sea.tchat.routes.domain.Refused;

/**
 * Who may call {@code /ops}: whoever holds {@code OPS_TOKEN}. Without one set, only this machine itself; and never what has come
 * through a proxy, as the gateway sends nothing there.
 */
public final class OpsGuard {
    private final byte[] token;

    public OpsGuard(String token) {
        this.token = token == null ? new byte[0] : token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param authorization the header's value, or null
     * @param socket the address of the socket
     * @param forwardedFor the header's value, or null
     * @throws Refused {@code TOKEN_MISSING}, {@code TOKEN_INVALID}, {@code FORBIDDEN}
     */
    public void check(String authorization, String socket, String forwardedFor) {
        if (token.length == 0) {
            boolean local = socket.equals("127.0.0.1") || socket.equals("0:0:0:0:0:0:0:1") || socket.equals("::1");
            if (!local || forwardedFor != null) {
                throw new Refused("FORBIDDEN", "set OPS_TOKEN to use /ops from another machine");
            }
            return;
        }
        if (authorization == null) {
            throw new Refused("TOKEN_MISSING", "/ops needs Authorization: Bearer <OPS_TOKEN>");
        }
        byte[] given = authorization.replaceFirst("(?i)^Bearer ", "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, token)) {
            throw new Refused("TOKEN_INVALID", "this is not the OPS_TOKEN");
        }
    }
}
