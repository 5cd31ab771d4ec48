package sea.tchat.gateway.sockets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.domain.ClientFrame;
import sea.tchat.gateway.domain.CloseReason;
import sea.tchat.gateway.domain.ServerFrame;
import sea.tchat.gateway.routes.EdgeLimits;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.RequestIds;

/** What clients say on their sockets. Runs on the event loop, so whatever asks another process goes to a worker. */
@Component
public class Frames {
    /** Takes a message to the messaging service; see SocketRoutes. */
    public static final String SEND_MESSAGE = "direct:socket-send-message";

    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);
    private static final String INSTANCE = "/ws";

    private final Sockets sockets;
    private final EdgeLimits limits;
    private final ProducerTemplate camel;
    private final int maxFrameBytes;

    public Frames(EdgeSettings settings, Sockets sockets, EdgeLimits limits, @Lazy ProducerTemplate camel) {
        this.sockets = sockets;
        this.limits = limits;
        this.camel = camel;
        this.maxFrameBytes = settings.sockets().maxFrameBytes();
    }

    void heard(Vertx vertx, Socket socket, String text) {
        socket.heard();
        if (!socket.budget().countFrame(System.currentTimeMillis())) {
            sockets.close(socket, CloseReason.TOO_MANY_FRAMES);
            return;
        }
        String id = null;
        try {
            if (text.length() > maxFrameBytes) {
                throw new Refused("BODY_TOO_LARGE", "a frame has at most " + maxFrameBytes + " bytes");
            }
            ClientFrame frame = ClientFrame.parse(text);
            id = frame.id();
            switch (frame.type()) {
                case "ping" -> sockets.send(socket, ServerFrame.pong(id));
                case "resume" -> sockets.send(socket, ServerFrame.syncRequired(id));
                case "message.send" -> sendMessage(vertx, socket, frame);
                default -> throw new Refused("VALIDATION_FAILED", "there is no such type of frame");
            }
        } catch (Refused refused) {
            refuseBadFrame(socket, id, refused);
        }
    }

    void heardBinary(Socket socket) {
        socket.heard();
        refuseBadFrame(socket, null, new Refused("MALFORMED_JSON", "frames are text"));
    }

    private void refuseBadFrame(Socket socket, String id, Refused refused) {
        sockets.send(socket, ServerFrame.error(id, problem(refused, RequestIds.requestId(null))));
        if (!socket.budget().countBadFrame(System.currentTimeMillis())) {
            sockets.close(socket, CloseReason.BAD_FRAMES);
        }
    }

    private void sendMessage(Vertx vertx, Socket socket, ClientFrame frame) {
        dialogId(frame);
        if (socket.enqueue(frame)) {
            vertx.executeBlocking(
                    () -> {
                        for (ClientFrame next = socket.next(); next != null; next = socket.next()) {
                            sockets.send(socket, answerTo(socket, next));
                        }
                        return null;
                    },
                    false);
        }
    }

    /** Never throws: whatever happens, the client is told under the id it gave. */
    private String answerTo(Socket socket, ClientFrame frame) {
        String requestId = RequestIds.requestId(null);
        try {
            String path = "/api/v1/dialogs/" + dialogId(frame) + "/messages";
            EdgeLimits.require(limits.take("POST", path, socket.identity(), socket.clientAddress()));
            Exchange exchange = camel.request(SEND_MESSAGE, request -> {
                ObjectNode body = frame.data().deepCopy();
                body.remove("dialog_id");
                request.getMessage().setHeader(Exchange.HTTP_PATH, path);
                request.getMessage().setHeader("Authorization", socket.authorization());
                request.getMessage().setHeader("X-Forwarded-For", socket.clientAddress());
                request.getMessage().setHeader("X-Request-ID", requestId);
                request.getMessage().setBody(Json.bytes(body));
            });
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
            Object body = Json.MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
            return status < 300 ? ServerFrame.ack(frame.id(), body) : ServerFrame.error(frame.id(), body);
        } catch (Refused refused) {
            return ServerFrame.error(frame.id(), problem(refused, requestId));
        } catch (Exception e) {
            LOG.error("a frame could not be answered", e);
            return ServerFrame.error(frame.id(), problem(new Refused("INTERNAL_ERROR"), requestId));
        }
    }

    private static UUID dialogId(ClientFrame frame) {
        String text = frame.data().path("dialog_id").asText();
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            LOG.trace("not a dialog id", e);
        }
        throw new Refused("VALIDATION_FAILED", "data.dialog_id is the id of a dialog");
    }

    private static Object problem(Refused refused, String requestId) {
        return Problems.document(refused, INSTANCE, requestId);
    }
}
