package sea.tchat.payment.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Market;

/** The users this service has heard of. */
@Component
public final class KnownUsers {
    private static final String EXISTS = Sql.statement("known-user-exists");
    private static final String KEEP = Sql.statement("known-user-keep");
    private static final String ZONE = Sql.statement("known-user-zone");

    private final JdbcClient jdbc;

    public KnownUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean contains(UUID user) {
        return jdbc.sql(EXISTS).param("user", user).query(Boolean.class).single();
    }

    /** The data of a {@code user.registered} or {@code user.updated} event. */
    public void keep(JsonNode user) {
        keep(
                UUID.fromString(user.path("user_id").asText()),
                user.path("country").asText(null),
                user.path("time_zone").asText(null));
    }

    /** Somebody of whom only the existence is known; what an event told is not lost by it. */
    public void keep(UUID user) {
        keep(user, null, null);
    }

    private void keep(UUID user, String country, String zone) {
        jdbc.sql(KEEP)
                .param("user", user)
                .param("country", country)
                .param("zone", zone)
                .update();
    }

    /** In whose midnight the days of a user's limits begin. */
    public ZoneId zoneOf(UUID user, String country) {
        return jdbc.sql(ZONE)
                .param("user", user)
                .query(String.class)
                .optional()
                .map(KnownUsers::zone)
                .orElseGet(() -> Market.zoneOf(country));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null; // not a zone that Java knows: the market's then
        }
    }
}
