package sea.tchat.auth.routes;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.store.EndedSessions;

/** Ended sessions, from PostgreSQL to where the gateway looks: at once, and again on a timer in case that went wrong. */
@Component
public final class EndedSessionRoutes extends RouteBuilder {
    private final EndedSessions ended;

    EndedSessionRoutes(EndedSessions ended) {
        this.ended = ended;
    }

    @Override
    public void configure() {
        from("direct:announce-ended-sessions")
                .routeId("auth.announce-ended-sessions")
                .routeDescription("After the commit, header ended → Redis")
                .routeConfigurationId("step")
                .filter(header("ended").isNotNull())
                .process(exchange -> ended.announce(rows(exchange.getMessage().getHeader("ended"))))
                .end();

        from("timer:ended-sessions?delay=0&period={{tchat.ended-sessions.period}}")
                .routeId("auth.fill-ended-sessions")
                .routeDescription("PostgreSQL → Redis, so that an emptied Redis is filled again within seconds")
                .routeConfigurationId("scheduled")
                .policy("oneAtATime")
                .setHeader("since_seconds", () -> ended.missing().toSeconds())
                .to("sql:classpath:sql/session-ended-since.sql")
                .process(this::fill)
                .end();
    }

    private void fill(Exchange exchange) {
        boolean whole =
                exchange.getMessage().getHeader("since_seconds", Long.class) >= AuthRules.ACCESS_LIFETIME.toSeconds();
        ended.fill(rows(exchange.getMessage().getBody()), whole);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Object result) {
        return (List<Map<String, Object>>) result;
    }
}
