package sea.tchat.payment.routes;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Recipient;
import sea.tchat.payment.store.KnownUsers;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.rest.RestEntry;

/**
 * Who money may be sent to. Users are known from the events; of one who is not, because the event is still on its way, the auth
 * service is asked with the caller's own token. That is done before the transfer's transaction, which never waits for HTTP.
 */
@Component
public class RecipientRoutes extends RouteBuilder {
    /** The exchange property that holds the {@link Recipient}. */
    static final String RECIPIENT = "recipient";

    private static final String RECIPIENT_ID = "recipient_id";

    private final KnownUsers users;

    public RecipientRoutes(KnownUsers users) {
        this.users = users;
    }

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("payment.consume-known-users")
                .parameter("name", "known-users")
                .parameter("topic", "user.events");

        from("direct:known-users")
                .routeId("payment.known-users")
                .routeDescription(
                        "Remembers the users that the auth service tells of; one upsert, so an event may come twice")
                .routeConfigurationId("step")
                .filter(header("event_type").in("user.registered", "user.updated"))
                .process(exchange ->
                        users.keep(exchange.getMessage().getBody(Event.class).data()))
                .end();

        from("direct:find-recipient")
                .routeId("payment.find-recipient")
                .routeDescription("Is the recipient a user?")
                .routeConfigurationId("step")
                .process(this::recall)
                .filter(exchangeProperty(RECIPIENT).isNull())
                .process(exchange -> exchange.setProperty(RECIPIENT_ID, recipient(exchange)))
                .enrich("direct:ask-auth-for-user", this::learn)
                .end();

        from("direct:ask-auth-for-user")
                .routeId("payment.ask-auth-for-user")
                .routeDescription("GET /api/v1/users/{id} at the auth service, as the caller")
                .routeConfigurationId("provider")
                .removeHeaders("*", "request_id", "traceparent")
                .setHeader("X-Request-ID", header("request_id"))
                .setHeader("Authorization", exchangeProperty(RestEntry.AUTHORIZATION))
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .setHeader(Exchange.HTTP_PATH, simple("/api/v1/users/${exchangeProperty.recipient_id}"))
                .process(exchange -> exchange.getMessage().setBody(null))
                .to("{{tchat.payment.auth-url}}?throwExceptionOnFailure=false&connectTimeout=1000&responseTimeout=3000"
                        + "&connectionRequestTimeout=1000");
    }

    private static UUID recipient(Exchange exchange) {
        return UUID.fromString(Call.json(exchange).path("to_user_id").asText());
    }

    private void recall(Exchange exchange) {
        exchange.setProperty(RECIPIENT, users.contains(recipient(exchange)) ? Recipient.KNOWN : null);
    }

    private Exchange learn(Exchange exchange, Exchange answer) {
        Integer status = answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Recipient recipient = Recipient.UNANSWERED;
        if (status != null && !(answer.getMessage().getBody() instanceof Outcome)) {
            recipient = status == 200 ? Recipient.KNOWN : status == 404 ? Recipient.ABSENT : Recipient.UNANSWERED;
        }
        if (recipient == Recipient.KNOWN) {
            users.keep(recipient(exchange));
        }
        exchange.setProperty(RECIPIENT, recipient);
        return exchange;
    }
}
