package sea.tchat.auth.routes;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Refused;

/** {@code POST /api/v1/auth/logout}, and the check that a token's session still lives. */
@Component
public final class SessionRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:logout")
                .routeId("auth.logout")
                .routeDescription("Ends this session, or all of the user's")
                .routeConfigurationId("rest")
                .process(this::whichSessions)
                .to("direct:require-live-session")
                .to("sql:classpath:sql/session-logout.sql?outputHeader=ended")
                .to("direct:announce-ended-sessions")
                .setBody(exchange -> null);

        from("direct:require-live-session")
                .routeId("auth.require-live-session")
                .routeDescription(
                        "A token outlives its session by up to an hour; here, where the truth is, not by a moment")
                .routeConfigurationId("step")
                .to("sql:classpath:sql/session-live.sql?outputType=SelectOne&outputHeader=live_session")
                .filter(header("live_session").isNull())
                .process(exchange -> {
                    throw new Refused("TOKEN_INVALID", "the session has ended");
                })
                .end();
    }

    private void whichSessions(Exchange exchange) {
        JsonNode body = exchange.getMessage().getBody(JsonNode.class);
        boolean all = body != null && body.path("all_sessions").asBoolean(false);
        exchange.getMessage().setHeader("all_sessions", all);
        // A statement's parameters are looked up in a JSON body before the headers, and the body is the client's.
        exchange.getMessage().setBody(null);
    }
}
