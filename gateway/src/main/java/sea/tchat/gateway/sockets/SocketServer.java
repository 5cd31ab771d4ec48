package sea.tchat.gateway.sockets;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.store.SocketRegistry;
import sea.tchat.routes.http.HttpServer;

/** Hangs {@code /ws} into the HTTP server, and takes leave of all sockets before anything of this process is stopped. */
@Component
class SocketServer implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final HttpServer http;
    private final SocketDoor door;
    private final Sockets sockets;
    private final SocketRegistry registry;

    SocketServer(HttpServer http, SocketDoor door, Sockets sockets, SocketRegistry registry) {
        this.http = http;
        this.door = door;
        this.sockets = sockets;
        this.registry = registry;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // the server is not there yet
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // Before all routes, as a handshake has no body to read.
        http.router(camel).route(HttpMethod.GET, "/ws").order(-1).handler(door::open);
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void takeLeave(ContextClosedEvent closed) {
        List.copyOf(sockets.users()).forEach(registry::remove);
        sockets.drain();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sockets.count() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        LOG.info("{} sockets did not take leave", sockets.count());
    }
}
