package sea.tchat.notification.routes;

import java.sql.Timestamp;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.notification.domain.Contact;
import sea.tchat.routes.event.Event;

/** Auth's events → how users are reached. */
@Component
public class ContactRoutes extends RouteBuilder {
    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("notification.consume-contacts")
                .parameter("name", "contacts")
                .parameter("topic", "user.events");

        // Harmless when done twice, as the newest event wins: an inbox would add nothing.
        from("direct:contacts")
                .routeId("notification.contacts")
                .routeDescription("user.registered, user.updated → contacts; then whoever waited for it is told")
                .routeConfigurationId("step")
                .filter(header("event_type").in("user.registered", "user.updated"))
                .process(ContactRoutes::toRow)
                .to("sql:classpath:sql/contact-keep.sql?noop=true")
                .to("sql:classpath:sql/contact-wake.sql?noop=true")
                .to(SmsRoutes.NUDGE)
                .end();
    }

    private static void toRow(Exchange exchange) {
        Message message = exchange.getMessage();
        Event event = message.getBody(Event.class);
        Contact contact = event.as(Contact.class);
        message.setHeader("user_id", contact.userId());
        message.setHeader("phone_number", contact.phoneNumber());
        message.setHeader("locale", contact.locale());
        message.setHeader("country", contact.country());
        message.setHeader("time_zone", contact.timeZone());
        message.setHeader("changed_at", Timestamp.from(event.occurredAt()));
        message.setBody(null);
    }
}
