package sea.tchat.messaging.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Frames;
import sea.tchat.messaging.domain.Message;
import sea.tchat.messaging.store.LiveSockets;
import sea.tchat.routes.event.Event;

/**
 * A message that got its number → the members: a frame to those with a live socket, the sender's other devices among them, and
 * {@code message.unreached} for those without, with {@code reach: none}; or for all, with {@code reach: unknown}, when Redis
 * could not say who has one. May be done twice: the list's activity only rises, the event's id is made from the
 * message's, and a frame that comes twice has the same seq.
 */
@Component
class FanOutRoutes extends RouteBuilder {
    private static final String MESSAGE = "message";
    private static final String UNREACHED = "message.unreached";
    private static final String REACH = "reach";

    private final LiveSockets sockets;

    FanOutRoutes(LiveSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("messaging.consume-fan-out")
                .parameter("name", "fan-out")
                .parameter("topic", Message.SENT)
                .parameter("consumers", "{{tchat.messaging.fan-outs}}");

        from("direct:fan-out")
                .routeId("messaging.fan-out")
                .routeDescription("message.sent → members' sockets, message.unreached, order of the list of dialogs")
                .routeConfigurationId("step")
                .filter(header("event_type").isEqualTo(Message.SENT))
                .process(exchange ->
                        exchange.setProperty(MESSAGE, exchange.getMessage().getBody(Message.class)))
                .setBody(exchange -> activity(message(exchange)))
                .to("sql:classpath:sql/raise-activity.sql?noop=true")
                .to("sql:classpath:sql/member-ids.sql")
                .process(this::frames)
                .split(exchangeProperty(FrameRoutes.FRAMES))
                .to(FrameRoutes.SEND)
                .end()
                .process(this::unreached)
                .filter(body().isNotNull())
                .to(PublishRoutes.to(UNREACHED))
                .end();
    }

    private static Message message(Exchange exchange) {
        return exchange.getProperty(MESSAGE, Message.class);
    }

    private static Map<String, Object> activity(Message message) {
        return Map.of(
                "dialog_id", message.dialogId(),
                "seq", message.seq(),
                "sent_at", message.sentAt().toString());
    }

    private void frames(Exchange exchange) {
        List<UUID> members = new ArrayList<>();
        for (Object row : exchange.getMessage().getBody(List.class)) {
            members.add((UUID) ((Map<?, ?>) row).get("user_id"));
        }
        Optional<Map<String, List<UUID>>> asked = sockets.nodesOf(members);
        Map<String, List<UUID>> nodes = asked.orElse(Map.of());
        exchange.setProperty(REACH, asked.isPresent() ? "none" : "unknown");
        exchange.setProperty(FrameRoutes.FRAMES, Frames.of("message.new", message(exchange), nodes));
        Set<UUID> reached = new HashSet<>();
        nodes.values().forEach(reached::addAll);
        reached.add(message(exchange).senderId());
        members.removeAll(reached);
        exchange.setProperty(UNREACHED, members);
    }

    private void unreached(Exchange exchange) {
        List<?> members = exchange.getProperty(UNREACHED, List.class);
        Message message = message(exchange);
        exchange.getMessage()
                .setBody(
                        members.isEmpty()
                                ? null
                                : unreached(message, members, exchange.getProperty(REACH, String.class)));
    }

    private static Event unreached(Message message, List<?> members, String reach) {
        return Event.named(
                message.id().toString(),
                UNREACHED,
                message.dialogId(),
                Map.of(
                        "dialog_id", message.dialogId(),
                        "seq", message.seq(),
                        "message_id", message.id(),
                        "sender_id", message.senderId(),
                        "user_ids", members,
                        "type", message.type(),
                        "reach", reach));
    }
}
