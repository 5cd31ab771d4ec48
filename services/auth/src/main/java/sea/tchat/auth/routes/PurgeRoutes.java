package sea.tchat.auth.routes;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AuthRules;

/** Deletes what nothing asks for any more, so that the tables grow with use and not with time. */
@Component
public final class PurgeRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:purge?period={{tchat.purge.period}}")
                .routeId("auth.purge")
                .routeDescription("Old verifications, sessions and refresh tokens, and pairs past their grace")
                .routeConfigurationId("scheduled")
                .policy("oneAtATime")
                .setHeader("grace_seconds", constant(AuthRules.REFRESH_GRACE.toSeconds()))
                .to("sql:classpath:sql/refresh-token-forget-sealed.sql?noop=true")
                .to("sql:classpath:sql/otp-purge.sql?noop=true")
                .to("sql:classpath:sql/refresh-token-purge.sql?noop=true")
                .to("sql:classpath:sql/session-purge.sql?noop=true")
                .end();
    }
}
