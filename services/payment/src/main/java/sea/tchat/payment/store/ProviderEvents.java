package sea.tchat.payment.store;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Finding;
import sea.tchat.payment.domain.ProviderEvent;
import sea.tchat.routes.domain.ProviderNotice;

/** Webhooks, stored before they are answered and worked on afterwards. */
@Component
public final class ProviderEvents {
    private static final String INSERT = Sql.statement("provider-event-insert");
    private static final String TAKE_DUE = Sql.statement("provider-event-take-due");
    private static final String WORKED = Sql.statement("provider-event-worked");

    private final JdbcClient jdbc;

    public ProviderEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Once for each event of a provider, however often it is sent. */
    public void keep(String provider, ProviderNotice notice) {
        jdbc.sql(INSERT)
                .param("provider", provider)
                .param("event", notice.eventId())
                .param("kind", notice.kind())
                .param("reference", notice.reference())
                .update();
    }

    /** Takes one that waits; if it is not worked off it waits anew, each time twice as long as {@code pause} up to an hour. */
    public Optional<ProviderEvent> takeDue(Duration pause) {
        return jdbc.sql(TAKE_DUE)
                .param("pause", pause.toMillis() / 1000.0)
                .query((row, n) -> new ProviderEvent(
                        row.getString("provider"),
                        row.getString("event_id"),
                        row.getString("reference"),
                        row.getInt("tries")))
                .optional();
    }

    public void worked(ProviderEvent event, Finding finding) {
        jdbc.sql(WORKED)
                .param("provider", event.provider())
                .param("event", event.eventId())
                .param("finding", finding.wire())
                .update();
    }
}
