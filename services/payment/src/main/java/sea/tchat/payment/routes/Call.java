package sea.tchat.payment.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.apache.camel.Exchange;
import sea.tchat.routes.identity.Identity;

/** What the REST entry has put into an exchange, read back. Properties, because an idempotent replay replaces the headers. */
final class Call {
    private Call() {}

    static Identity identity(Exchange exchange) {
        return exchange.getProperty(Identity.PROPERTY, Identity.class);
    }

    static UUID user(Exchange exchange) {
        return identity(exchange).userId();
    }

    /** The path parameter {@code id}, which the contract has checked to be a UUID. */
    static UUID id(Exchange exchange) {
        return UUID.fromString(exchange.getMessage().getHeader("id", String.class));
    }

    /** The checked body. */
    static JsonNode json(Exchange exchange) {
        return (JsonNode) exchange.getMessage().getBody();
    }
}
