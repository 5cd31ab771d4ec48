package sea.tchat.routes.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's Vert.x engine with the options of the server in our hands: Camel's own has no idle time-out, lets WebSocket messages be
 * inflated without bound, and only logs when its port is taken.
 */
final class Engine extends VertxPlatformHttpServer {
    private static final int IDLE_SECONDS = 75;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
    /** Above the largest frame the gateway takes, so that it can say what is wrong with a larger one. */
    private static final int MAX_FRAME_BYTES = 80 * 1024;

    private final Vertx vertx;
    private final VertxPlatformHttpServerConfiguration configuration;
    private final Router router;
    private HttpServer server;

    Engine(Vertx vertx, VertxPlatformHttpServerConfiguration configuration) {
        super(configuration);
        this.vertx = vertx;
        this.configuration = configuration;
        this.router = Router.router(vertx);
        setVertx(vertx);
    }

    @Override
    protected void initializeServer() {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort());
        getCamelContext().getRegistry().bind(name, new VertxPlatformHttpRouter(this, vertx, router, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return BodyHandler.create(false).setBodyLimit(configuration.getMaxBodySize());
            }
        });
    }

    @Override
    protected void startServer() {
        server = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES));
        try {
            server.requestHandler(router)
                    .listen(configuration.getBindPort(), configuration.getBindHost())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "cannot listen on " + configuration.getBindHost() + ":" + configuration.getBindPort()
                            + ": is SERVICE_PORT in use?",
                    e.getCause());
        }
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
            server = null;
        }
    }

    @Override
    protected void stopVertx() {
        // It belongs to whoever made it.
    }
}
