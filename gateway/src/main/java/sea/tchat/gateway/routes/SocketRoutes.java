package sea.tchat.gateway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.sockets.Frames;
import sea.tchat.gateway.sockets.Sockets;
import sea.tchat.gateway.store.EndedSessions;
import sea.tchat.gateway.store.NodeChannel;
import sea.tchat.gateway.store.SocketRegistry;
import sea.tchat.routes.domain.Json;

/** What goes on around the sockets: frames from the services, messages to them, and the clocks. */
@Component
public class SocketRoutes extends RouteBuilder {
    private final Sockets sockets;
    private final SocketRegistry registry;
    private final NodeChannel channel;
    private final EndedSessions endedSessions;

    public SocketRoutes(Sockets sockets, SocketRegistry registry, NodeChannel channel, EndedSessions endedSessions) {
        this.sockets = sockets;
        this.registry = registry;
        this.channel = channel;
        this.endedSessions = endedSessions;
    }

    @Override
    public void configure() {
        from(NodeChannel.FRAMES)
                .routeId("gateway.node-frames")
                .routeDescription("Redis channel of this node → the sockets of the users it names")
                .routeConfigurationId("scheduled")
                .process(this::deliver);

        from(Frames.SEND_MESSAGE)
                .routeId("gateway.socket-send-message")
                .routeDescription("A message from a socket → messaging, as the POST it stands for")
                .routeConfigurationId("step")
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .to("direct:proxy-messaging");

        from("timer:ended-sessions?delay=0&period={{tchat.edge.ended-sessions-period-ms}}")
                .routeId("gateway.ended-sessions")
                .routeDescription("Reads the ended sessions from Redis")
                .routeConfigurationId("scheduled")
                .process(exchange -> endedSessions.refresh());

        from("timer:node-channel?delay=0&period=2000")
                .routeId("gateway.node-channel")
                .routeDescription("Listens on this node's channel as soon as Redis is there")
                .routeConfigurationId("scheduled")
                .process(exchange -> channel.ensureSubscribed());

        from("timer:socket-registry?period=2000")
                .routeId("gateway.socket-registry")
                .routeDescription("Renews in Redis which users have sockets here")
                .routeConfigurationId("scheduled")
                .process(exchange -> registry.renew(sockets.users()));

        from("timer:socket-sweep?period=1000")
                .routeId("gateway.socket-sweep")
                .routeDescription("Ends sockets whose token, session or heartbeat has ended")
                .routeConfigurationId("scheduled")
                .process(exchange -> sockets.sweep());
    }

    /** {@code {"user_ids": [...], "frame": {...}}}; the frame goes on as it is. */
    private void deliver(Exchange exchange) {
        JsonNode message = Json.tree(exchange.getMessage().getBody(String.class));
        List<UUID> users = new ArrayList<>();
        message.path("user_ids").forEach(id -> users.add(UUID.fromString(id.asText())));
        sockets.deliver(users, message.path("frame").toString());
    }
}
