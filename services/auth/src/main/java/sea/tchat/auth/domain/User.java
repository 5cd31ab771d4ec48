package sea.tchat.auth.domain;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * A user as they see themselves.
 *
 * @param phoneNumber E.164
 * @param country ISO 3166
 * @param timeZone IANA name
 * @param kycLevel 0 to 3; 0 is a verified phone number only
 * @param status {@code active}, {@code suspended}, {@code deleted}
 */
public record User(
        UUID id,
        String phoneNumber,
        String country,
        String displayName,
        String username,
        String bio,
        String avatarUrl,
        String locale,
        String timeZone,
        int kycLevel,
        String status,
        Instant createdAt) {

    /** What others see. */
    public record PublicPart(UUID id, String displayName, String username, String bio, String avatarUrl) {}

    /** From a row of {@code users}, by its column names. */
    public static User of(Map<String, ?> row) {
        return new User(
                (UUID) row.get("id"),
                (String) row.get("phone_number"),
                (String) row.get("country"),
                (String) row.get("display_name"),
                (String) row.get("username"),
                (String) row.get("bio"),
                (String) row.get("avatar_url"),
                (String) row.get("locale"),
                (String) row.get("time_zone"),
                ((Number) row.get("kyc_level")).intValue(),
                (String) row.get("status"),
                ((Date) row.get("created_at")).toInstant());
    }

    public PublicPart publicPart() {
        return new PublicPart(id, displayName, username, bio, avatarUrl);
    }

    public boolean isActive() {
        return status.equals("active");
    }

    /** Without the number and the name, which are for no log. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
