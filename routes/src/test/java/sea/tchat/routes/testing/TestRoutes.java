package sea.tchat.routes.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.inbox.Inbox;
import sea.tchat.routes.outbox.Outbox;

/** The routes that the fabric's tests drive: one of each kind, with effects a test can count in the database. */
@Component
public class TestRoutes extends RouteBuilder {
    /** How often the effect of an event still has to fail, by event subject: a fault of the infrastructure, or of the record. */
    public final Map<String, AtomicInteger> infrastructureFaults = new ConcurrentHashMap<>();

    public final Map<String, AtomicInteger> recordFaults = new ConcurrentHashMap<>();

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Inbox inbox;

    public TestRoutes(JdbcTemplate jdbc, Outbox outbox, Inbox inbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.inbox = inbox;
    }

    @Override
    public void configure() {
        jdbc.execute("create table if not exists effects(n bigserial, subject text, event_id text, amount bigint)");

        from("direct:echo").routeId("fabric.echo").routeConfigurationId("rest").process(this::headersAndBody);
        from("direct:open").routeId("fabric.open").routeConfigurationId("rest").process(this::headersAndBody);
        from("direct:getThing")
                .routeId("fabric.get-thing")
                .routeConfigurationId("rest")
                .process(this::headersAndBody)
                .setHeader("ETag", constant("\"v1\""))
                .setHeader("Set-Cookie", constant("leak=1"));
        from("direct:adminThing")
                .routeId("fabric.admin-thing")
                .routeConfigurationId("rest")
                .process(this::headersAndBody);
        from("direct:raw")
                .routeId("fabric.raw")
                .routeConfigurationId("rest")
                .setHeader(Exchange.CONTENT_TYPE, constant("application/octet-stream"));
        from("direct:broken")
                .routeId("fabric.broken")
                .routeConfigurationId("rest")
                .process(exchange -> {
                    throw new IllegalStateException("select secret from table");
                });

        from("direct:createPayment")
                .routeId("fabric.create-payment")
                .routeConfigurationId("rest")
                .policy("idempotent")
                .process(this::pay)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(201))
                .end();

        templatedRoute("consumer")
                .routeId("fabric.consume-effects")
                .parameter("name", "effects")
                .parameter("topic", "notification.events");
        from("direct:effects")
                .routeId("fabric.effects")
                .routeConfigurationId("step")
                .policy("transaction")
                .idempotentConsumer(header("event_id"), inbox.of("effects"))
                .removeOnFailure(false)
                .process(this::effect)
                .end()
                .end();

        from("direct:swallows")
                .routeId("fabric.swallows")
                .onException(IllegalStateException.class)
                .handled(true)
                .end()
                .policy("transaction")
                .process(exchange -> jdbc.update("insert into effects(subject) values ('swallowed')"))
                .process(exchange -> {
                    throw new IllegalStateException("handled by the route");
                })
                .end();
    }

    private void pay(Exchange exchange) {
        long amount = Payment.of(exchange).amount();
        String user = exchange.getMessage().getHeader("user_id").toString();
        Event event = Event.of("payment.made", user, Map.of("amount", amount));
        jdbc.update("insert into effects(subject, event_id, amount) values (?, ?, ?)", user, "call", amount);
        outbox.publish("notification.events", event);
        if (amount == 666) {
            throw new IllegalStateException("a bug after the effect");
        }
        if (amount > 1000) {
            throw new Refused("INSUFFICIENT_FUNDS", "there are 1000", Map.of("available", 1000));
        }
        exchange.getMessage().setBody(Map.of("amount", amount, "event_id", event.id()));
    }

    private void effect(Exchange exchange) {
        Event event = exchange.getMessage().getBody(Event.class);
        jdbc.update(
                "insert into effects(subject, event_id) values (?, ?)",
                event.subject(),
                event.id().toString());
        if (fails(infrastructureFaults, event)) {
            throw new TransientDataAccessResourceException("the store is away");
        }
        if (fails(recordFaults, event)) {
            throw new IllegalArgumentException("this record can never be worked on");
        }
    }

    private static boolean fails(Map<String, AtomicInteger> faults, Event event) {
        AtomicInteger left = faults.get(event.subject());
        return left != null && left.getAndDecrement() > 0;
    }

    private void headersAndBody(Exchange exchange) {
        Map<String, Object> seen = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> seen.put(name, String.valueOf(value)));
        exchange.getMessage()
                .setBody(Map.of(
                        "headers",
                        seen,
                        "body",
                        exchange.getMessage().getBody() == null
                                ? ""
                                : exchange.getMessage().getBody()));
    }

    private record Payment(long amount) {
        static Payment of(Exchange exchange) {
            return exchange.getMessage().getBody(Payment.class);
        }
    }
}
