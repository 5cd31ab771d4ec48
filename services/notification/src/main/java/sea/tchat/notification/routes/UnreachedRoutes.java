package sea.tchat.notification.routes;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.notification.domain.Unreached;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.inbox.Inbox;

/** Messages that did not reach everybody → one notification for each member who is away. */
@Component
public class UnreachedRoutes extends RouteBuilder {
    private final Inbox inbox;

    public UnreachedRoutes(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("notification.consume-unreached")
                .parameter("name", "unreached")
                .parameter("topic", "message.unreached");

        from("direct:unreached")
                .routeId("notification.unreached")
                .routeDescription("message.unreached → notifications, once each; then the senders are woken")
                .routeConfigurationId("step")
                .filter(header("event_type").isEqualTo("message.unreached"))
                .policy("transaction")
                .idempotentConsumer(header("event_id"), inbox.of("unreached"))
                .removeOnFailure(false)
                .setBody(exchange -> exchange.getMessage()
                        .getBody(Event.class)
                        .as(Unreached.class)
                        .notifications())
                .filter(simple("${body.size} > 0"))
                .to("sql:classpath:sql/notification-add.sql?batch=true")
                .end()
                .end()
                .end()
                .to(SmsRoutes.NUDGE)
                .end();
    }
}
