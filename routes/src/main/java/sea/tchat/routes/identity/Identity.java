package sea.tchat.routes.identity;

import java.util.Set;
import java.util.UUID;

/** Who calls, as the verified access token says it. */
public record Identity(
        UUID userId, UUID sessionId, String country, String locale, int kycLevel, Set<String> scopes, long expiresAt) {

    /** The exchange property and header under which a route finds it. */
    public static final String PROPERTY = "identity";

    public boolean isAdmin() {
        return scopes.contains("admin");
    }
}
