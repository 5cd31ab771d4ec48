package sea.tchat.messaging.routes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Frames;
import sea.tchat.messaging.domain.Frames.Addressed;
import sea.tchat.messaging.domain.NewDialog;
import sea.tchat.messaging.store.LiveSockets;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;

/** Frames for live sockets: what happened to a dialog itself; what happens in it is the fan-out's. */
@Component
class FrameRoutes extends RouteBuilder {
    /** The step: body an {@link Addressed} frame. */
    static final String SEND = "direct:send-frame";

    static final String FRAMES = "frames";

    private final LiveSockets sockets;

    FrameRoutes(LiveSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void configure() {
        from(SEND)
                .routeId("messaging.send-frame")
                .routeDescription("A frame → the channel of the gateway node that holds the sockets")
                .routeConfigurationId("step")
                .setHeader(NodeChannelRoutes.CHANNEL, simple("${body.channel}"))
                .setBody(exchange -> Json.write(
                        exchange.getMessage().getBody(Addressed.class).content()))
                .to(NodeChannelRoutes.FRAME);

        templatedRoute("consumer")
                .routeId("messaging.consume-dialog-frames")
                .parameter("name", "dialog-frames")
                .parameter("topic", "dialog.events");

        from("direct:dialog-frames")
                .routeId("messaging.dialog-frames")
                .routeDescription("dialog.created → the members' sockets")
                .routeConfigurationId("step")
                .filter(header("event_type").isEqualTo(NewDialog.CREATED))
                .process(this::created)
                .split(exchangeProperty(FRAMES))
                .to(SEND)
                .end()
                .end();
    }

    private void created(Exchange exchange) {
        Event event = exchange.getMessage().getBody(Event.class);
        Created created = event.as(Created.class);
        exchange.setProperty(
                FRAMES,
                Frames.of(
                        event.type(),
                        event.data(),
                        sockets.nodesOf(created.memberIds()).orElse(Map.of())));
    }

    private record Created(List<UUID> memberIds) {}
}
