package sea.tchat.auth.routes;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.SigningKeys;

/** {@code GET /.well-known/jwks.json}: the keys that access tokens are checked against, the same for as long as the process runs. */
@Component
public final class KeySetRoutes extends RouteBuilder {
    private final SigningKeys keys;

    KeySetRoutes(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public void configure() {
        from("direct:getKeySet")
                .routeId("auth.get-key-set")
                .routeDescription("The public keys (RFC 7517)")
                .routeConfigurationId("rest")
                .setHeader("Cache-Control", constant("public, max-age=300"))
                .setBody(constant(keys.published().toJSONObject()));
    }
}
