package sea.tchat.gateway.sockets;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.domain.ServerFrame;
import sea.tchat.gateway.routes.EdgeLimits;
import sea.tchat.gateway.store.EndedSessions;
import sea.tchat.gateway.store.SocketRegistry;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.identity.Identity;
import sea.tchat.routes.limits.TokenBuckets.Verdict;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.RequestIds;
import sea.tchat.routes.rest.RestExit;

/**
 * {@code GET /ws}: who may open a socket. The token comes in the {@code Authorization} header, or for browsers, which cannot set
 * one, as {@code Sec-WebSocket-Protocol: tchat, <token>}; never in the URL, where logs and histories would keep it.
 */
@Component
public class SocketDoor {
    private static final Logger LOG = LoggerFactory.getLogger(SocketDoor.class);
    private static final String SUB_PROTOCOL = "tchat";
    private static final String OPERATION = "gateway.ws";

    /** @param subProtocol whether the token came as a sub-protocol, which must then be answered */
    private record Token(String authorization, boolean subProtocol) {}

    private final AccessTokens tokens;
    private final EndedSessions endedSessions;
    private final EdgeLimits limits;
    private final ClientAddress clients;
    private final Sockets sockets;
    private final SocketRegistry registry;
    private final Frames frames;
    private final EdgeSettings.Sockets settings;
    private final MeterRegistry meters;

    public SocketDoor(
            AccessTokens tokens,
            EndedSessions endedSessions,
            EdgeLimits limits,
            ClientAddress clients,
            Sockets sockets,
            SocketRegistry registry,
            Frames frames,
            EdgeSettings settings,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.endedSessions = endedSessions;
        this.limits = limits;
        this.clients = clients;
        this.sockets = sockets;
        this.registry = registry;
        this.frames = frames;
        this.settings = settings.sockets();
        this.meters = meters;
    }

    /** On the event loop; checking may ask auth and Redis, so that is done on a worker. */
    void open(RoutingContext context) {
        long started = System.nanoTime();
        HttpServerRequest request = context.request();
        Vertx vertx = context.vertx();
        request.pause();
        String client = clients.of(request);
        Token token = token(request);
        vertx.executeBlocking(() -> admit(request, token, client), false)
                .onSuccess(identity -> upgrade(vertx, request, token, identity, client, started))
                .onFailure(fault -> refuse(request, fault, started));
    }

    private Identity admit(HttpServerRequest request, Token token, String client) {
        if (request.query() != null && !request.query().isEmpty()) {
            throw new Refused("UNKNOWN_PARAMETER", "/ws takes none; the token goes into a header");
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw new Refused("VALIDATION_FAILED", "this path takes a WebSocket handshake");
        }
        if (sockets.isDraining()) {
            throw new Refused("SERVICE_UNAVAILABLE", "this instance is shutting down; connect again");
        }
        Identity identity;
        try {
            identity = tokens.verify(token.authorization());
            endedSessions.refuseEnded(identity);
        } catch (Refused refused) {
            requireWithin(request, limits.take("GET", "/ws", null, client));
            throw refused;
        }
        requireWithin(request, limits.take("GET", "/ws", identity, client));
        if (sockets.isFull(identity.userId())) {
            throw new Refused("RATE_LIMITED", "a user has at most " + settings.maxSocketsAUser() + " sockets here");
        }
        return identity;
    }

    private static void requireWithin(HttpServerRequest request, Verdict verdict) {
        EdgeLimits.headers(verdict).forEach((name, value) -> request.response().putHeader(name, value.toString()));
        EdgeLimits.require(verdict);
    }

    private void upgrade(
            Vertx vertx, HttpServerRequest request, Token token, Identity identity, String client, long started) {
        if (token.subProtocol()) {
            request.response().putHeader("Sec-WebSocket-Protocol", SUB_PROTOCOL);
        }
        Channel connection = ((ConnectionBase) request.connection()).channel();
        request.toWebSocket()
                .onSuccess(channel -> {
                    observe(request, 101, started);
                    opened(
                            vertx,
                            new Socket(channel, connection, identity, token.authorization(), client, settings),
                            channel);
                })
                // The engine has answered a handshake that is not one by itself.
                .onFailure(fault -> LOG.debug("not a WebSocket handshake", fault));
    }

    private void opened(Vertx vertx, Socket socket, ServerWebSocket channel) {
        channel.textMessageHandler(text -> frames.heard(vertx, socket, text));
        channel.binaryMessageHandler(bytes -> frames.heardBinary(socket));
        channel.pongHandler(pong -> socket.heard());
        channel.exceptionHandler(fault -> LOG.debug("a socket failed", fault));
        channel.closeHandler(closed -> closed(vertx, socket));
        sockets.add(socket);
        if (sockets.isDraining()) {
            sockets.drain();
            return;
        }
        // Ready when the services can find it, so that nothing sent after that is missed.
        vertx.executeBlocking(
                () -> {
                    registry.add(socket.identity().userId());
                    sockets.send(socket, ServerFrame.ready(socket.identity().sessionId(), settings.heartbeatS()));
                    return null;
                },
                false);
    }

    private void closed(Vertx vertx, Socket socket) {
        var user = socket.identity().userId();
        if (sockets.remove(socket)) {
            vertx.executeBlocking(
                    () -> {
                        registry.remove(user);
                        if (sockets.isConnected(user)) {
                            registry.add(user);
                        }
                        return null;
                    },
                    false);
        }
    }

    private static Token token(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        List<String> offered = Optional.ofNullable(request.getHeader("Sec-WebSocket-Protocol")).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .toList();
        boolean ours = offered.contains(SUB_PROTOCOL);
        if (authorization == null && ours) {
            authorization = offered.stream()
                    .filter(value -> !value.equals(SUB_PROTOCOL))
                    .findFirst()
                    .map(value -> "Bearer " + value)
                    .orElse(null);
        }
        return new Token(authorization, ours);
    }

    private void refuse(HttpServerRequest request, Throwable fault, long started) {
        if (!(fault instanceof Refused)) {
            LOG.error("a socket could not be opened", fault);
        }
        Refused refused = fault instanceof Refused known ? known : new Refused("INTERNAL_ERROR");
        int status = Problems.kind(refused.code()).status();
        String requestId = RequestIds.requestId(request.getHeader("X-Request-ID"));
        Map<String, Object> problem = Problems.document(refused, request.path(), requestId);
        observe(request, status, started);
        var response = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problems.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Request-ID", requestId);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        } else if (status == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.end(Json.write(problem));
        request.resume();
    }

    private void observe(HttpServerRequest request, int status, long started) {
        long nanos = System.nanoTime() - started;
        RestExit.record(meters, "GET", OPERATION, status, nanos);
        RestExit.log("GET", "/ws", OPERATION, status, nanos);
    }
}
