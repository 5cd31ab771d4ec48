package sea.tchat.auth.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.Account;
import sea.tchat.routes.domain.Refused;

/** {@code GET /api/v1/users/me} and {@code /api/v1/users/{id}}: all of oneself, the public part of others. */
@Component
public final class UserRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:getMe")
                .routeId("auth.get-me")
                .routeDescription("The caller's own profile")
                .routeConfigurationId("rest")
                .to("direct:require-live-session")
                .setHeader("id", header("user_id"))
                .to("sql:classpath:sql/user-by-id.sql?outputType=SelectOne&outputHeader=user")
                .process(exchange ->
                        answer(exchange, account(exchange), account(exchange).user()));

        from("direct:getUser")
                .routeId("auth.get-user")
                .routeDescription("The public part of a user")
                .routeConfigurationId("rest")
                .to("direct:require-live-session")
                .to("sql:classpath:sql/user-by-id.sql?outputType=SelectOne&outputHeader=user")
                .process(exchange -> answer(
                        exchange, account(exchange), account(exchange).user().publicPart()));
    }

    private static void answer(Exchange exchange, Account account, Object view) {
        Message message = exchange.getMessage();
        message.setHeader("ETag", account.etag());
        message.setHeader("Cache-Control", "private, no-cache");
        message.setBody(view);
    }

    @SuppressWarnings("unchecked")
    private static Account account(Exchange exchange) {
        Map<String, Object> row = exchange.getMessage().getHeader("user", Map.class);
        if (row == null) {
            throw new Refused("NOT_FOUND");
        }
        return Account.of(row);
    }
}
