package sea.tchat.auth.domain;

import java.util.UUID;

/** What auth tells the other services, on one topic with the user's id as the key. */
public final class UserEvents {
    public static final String TOPIC = "user.events";

    private UserEvents() {}

    /** {@code user.registered} and {@code user.updated}: all that other services keep of a user. */
    public record Profile(
            UUID userId, String phoneNumber, String country, String locale, String timeZone, String displayName) {
        public static Profile of(User user) {
            return new Profile(
                    user.id(), user.phoneNumber(), user.country(), user.locale(), user.timeZone(), user.displayName());
        }
    }

    /** {@code user.login}. */
    public record Login(UUID userId, UUID sessionId) {}
}
