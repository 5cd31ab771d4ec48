package sea.tchat.notification.domain;

import java.util.UUID;

/**
 * How a user is reached, from auth's {@code user.registered} and {@code user.updated}.
 *
 * @param phoneNumber E.164
 * @param locale {@code en}, {@code th} …
 * @param country ISO 3166 alpha-2
 * @param timeZone IANA
 */
public record Contact(UUID userId, String phoneNumber, String locale, String country, String timeZone) {
    public Contact {
        if (userId == null || phoneNumber == null || country == null || timeZone == null) {
            throw new IllegalArgumentException("a contact needs user_id, phone_number, country and time_zone");
        }
        locale = locale == null ? "en" : locale;
    }
}
