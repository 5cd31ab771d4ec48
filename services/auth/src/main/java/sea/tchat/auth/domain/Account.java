package sea.tchat.auth.domain;

import java.util.Map;

/**
 * A user with what only the server sees.
 *
 * @param scope what the access token may do beyond a user's own, space-separated; usually empty
 * @param version rises with each change of the user
 */
public record Account(User user, String scope, int version) {

    public static Account of(Map<String, ?> row) {
        return new Account(User.of(row), (String) row.get("scope"), ((Number) row.get("version")).intValue());
    }

    /** Another for each user: in one browser a second user must not be shown what the first has cached. */
    public String etag() {
        return "\"" + user.id() + "." + version + "\"";
    }
}
