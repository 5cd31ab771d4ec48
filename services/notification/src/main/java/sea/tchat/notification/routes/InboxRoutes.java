package sea.tchat.notification.routes;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.notification.domain.Notification;
import sea.tchat.routes.domain.Refused;

/** The in-app inbox: list, count, mark as read. */
@Component
public class InboxRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:listNotifications")
                .routeId("notification.list-notifications")
                .routeDescription("Mine, newest first, by keyset")
                .routeConfigurationId("rest")
                .setHeader("cursor", header("cursor"))
                .to("sql:classpath:sql/notification-list.sql")
                .process(InboxRoutes::page);

        from("direct:countUnreadNotifications")
                .routeId("notification.count-unread-notifications")
                .routeDescription("How many of mine are unread")
                .routeConfigurationId("rest")
                .to("sql:classpath:sql/notification-unread-count.sql?outputType=SelectOne")
                .setBody(
                        exchange -> Map.of("unread_count", exchange.getMessage().getBody(Long.class)));

        from("direct:readNotification")
                .routeId("notification.read-notification")
                .routeDescription("Marks one of mine as read")
                .routeConfigurationId("rest")
                .to("sql:classpath:sql/notification-read.sql?noop=true")
                .process(InboxRoutes::requireThatItWasMine);
    }

    @SuppressWarnings("unchecked")
    private static void page(Exchange exchange) {
        List<Map<String, Object>> rows = exchange.getMessage().getBody(List.class);
        int limit = exchange.getMessage().getHeader("limit", Integer.class);
        exchange.getMessage().setBody(Notification.page(rows, limit));
    }

    private static void requireThatItWasMine(Exchange exchange) {
        if (exchange.getMessage().getHeader("CamelSqlUpdateCount", 0, Integer.class) == 0) {
            throw new Refused("NOT_FOUND");
        }
        exchange.getMessage().setBody(null);
    }
}
