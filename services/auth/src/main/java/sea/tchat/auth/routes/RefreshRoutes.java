package sea.tchat.auth.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.Account;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.domain.RefreshToken;
import sea.tchat.auth.domain.RefreshVerdict;
import sea.tchat.auth.domain.SignedIn;
import sea.tchat.auth.domain.TokenPair;
import sea.tchat.routes.domain.Refused;

/**
 * {@code POST /api/v1/auth/refresh}: a refresh token is exchanged for a new pair, once. Shown a second time within the grace it gives
 * the same pair, later it ends its whole family: that commits before it is refused.
 */
@Component
public final class RefreshRoutes extends RouteBuilder {
    private static final String SHOWN = "refresh.shown";
    private static final String VERDICT = "refresh.verdict";
    private static final String TOKENS = "tokens";

    private final TokenDesk desk;

    RefreshRoutes(TokenDesk desk) {
        this.desk = desk;
    }

    @Override
    public void configure() {
        from("direct:refreshTokens")
                .routeId("auth.refresh-tokens")
                .routeDescription("Refresh token → new pair, in one transaction")
                .routeConfigurationId("rest")
                .process(this::takeToken)
                .policy("transaction")
                .to("sql:classpath:sql/refresh-token-lock.sql?outputType=SelectOne&outputHeader=held")
                .process(this::judge)
                .choice()
                .when(exchangeProperty(VERDICT).isEqualTo(RefreshVerdict.ROTATE))
                .process(this::drawTokens)
                .to("sql:classpath:sql/refresh-token-rotate.sql?noop=true")
                .setHeader("token_hash", header("successor_hash"))
                .to("sql:classpath:sql/refresh-token-issue.sql?noop=true")
                .to("sql:classpath:sql/session-active.sql?noop=true")
                .when(exchangeProperty(VERDICT).isEqualTo(RefreshVerdict.REPLAY))
                .process(this::unseal)
                .when(exchangeProperty(VERDICT).isEqualTo(RefreshVerdict.REUSED))
                .to("sql:classpath:sql/session-end-reused.sql?outputHeader=ended")
                .end()
                .end()
                .to("direct:announce-ended-sessions")
                .process(this::answer);
    }

    private void takeToken(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode body = message.getBody(JsonNode.class);
        RefreshToken token = new RefreshToken(body.get("refresh_token").textValue());
        exchange.setProperty(SHOWN, token);
        message.setHeader("token_hash", token.hash());
        message.setHeader("grace_seconds", AuthRules.REFRESH_GRACE.toSeconds());
        // A statement's parameters are looked up in a JSON body before the headers, and the body is the client's.
        message.setBody(null);
    }

    private void judge(Exchange exchange) {
        Map<String, Object> held = held(exchange);
        RefreshVerdict verdict = held == null
                ? RefreshVerdict.INVALID
                : RefreshVerdict.of(is(held, "live"), is(held, "unexpired"), is(held, "rotated"), is(held, "in_grace"));
        exchange.setProperty(VERDICT, verdict);
        if (held != null) {
            exchange.getMessage().setHeader("session_id", held.get("session_id"));
        }
    }

    private void drawTokens(Exchange exchange) {
        Message message = exchange.getMessage();
        RefreshToken shown = exchange.getProperty(SHOWN, RefreshToken.class);
        TokenPair pair = desk.draw(message, Account.of(held(exchange)), message.getHeader("session_id", UUID.class));
        exchange.setProperty(TOKENS, pair);
        message.setHeader("successor_hash", message.getHeader("token_hash"));
        message.setHeader("successor_sealed", desk.seal(shown, pair));
        message.setHeader("token_hash", shown.hash());
    }

    private void unseal(Exchange exchange) {
        byte[] sealed = (byte[]) held(exchange).get("successor_sealed");
        exchange.setProperty(
                TOKENS, exchange.getProperty(SHOWN, RefreshToken.class).unseal(sealed));
    }

    private void answer(Exchange exchange) {
        RefreshVerdict verdict = exchange.getProperty(VERDICT, RefreshVerdict.class);
        if (verdict == RefreshVerdict.INVALID) {
            throw new Refused("REFRESH_TOKEN_INVALID");
        }
        if (verdict == RefreshVerdict.REUSED) {
            throw new Refused("REFRESH_TOKEN_REUSED", "the session has been ended; sign in again");
        }
        Map<String, Object> held = held(exchange);
        exchange.getMessage()
                .setBody(SignedIn.after(
                        ((Number) held.get("seconds_ago")).longValue(),
                        exchange.getProperty(TOKENS, TokenPair.class),
                        Account.of(held).user(),
                        exchange.getMessage().getHeader("session_id", UUID.class),
                        null));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> held(Exchange exchange) {
        return exchange.getMessage().getHeader("held", Map.class);
    }

    private static boolean is(Map<String, Object> row, String column) {
        return Boolean.TRUE.equals(row.get(column));
    }
}
