package sea.tchat.routes.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.rest.Contract;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.RequestIds;
import sea.tchat.routes.rest.RestExit;

/**
 * The HTTP engine: Vert.x in place of a servlet container, ten times its throughput on platform-http. It answers by itself, as
 * problem documents, what no route ever sees: unknown paths, wrong methods, bodies and headers over the limit.
 */
public final class HttpServer implements CamelContextConfiguration, DisposableBean {
    /** @param workers threads that routes run on; the event loops themselves never block */
    public record Settings(String service, String host, int port, int workers, long maxBodyBytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** Before every other handler. */
    private static final int FAILURES = Integer.MIN_VALUE + 1;

    private static final String HEALTH = "/health";
    private static final int WAITING_PER_WORKER = 16;

    private final Settings settings;
    private final List<Contract> contracts;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean started;

    public HttpServer(Settings settings, List<Contract> contracts, MeterRegistry meters) {
        this.settings = settings;
        this.contracts = contracts;
        this.meters = meters;
        this.vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(settings.workers()));
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getRegistry().bind("vertx", vertx);
        camel.getRegistry().bind(HeaderAllowList.BEAN, new HeaderAllowList());
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.host());
        configuration.setBindPort(settings.port());
        configuration.setMaxBodySize(settings.maxBodyBytes());
        Engine engine = new Engine(vertx, configuration);
        try {
            camel.addService(engine, true, false);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        // Now and not with the context: the routes that follow look the router up when they are made.
        ServiceHelper.startService(engine);
        var router = router(camel);
        router.route().order(FAILURES).failureHandler(this::failed);
        router.get(HEALTH).order(FAILURES + 1).handler(this::alive);
        router.route().order(FAILURES + 2).handler(this::admit);
        RawBody.install(router, settings.maxBodyBytes());
        router.route().last().handler(this::unmatched);
    }

    /** On the event loop: whether this process lives must not depend on a free worker. */
    private void alive(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(Map.of("status", "up", "service", settings.service() + "-service")));
    }

    /** A queue without end in front of the workers would keep every client waiting for answers that nobody wants any more. */
    private void admit(RoutingContext context) {
        if (underWay.incrementAndGet() > settings.workers() * WAITING_PER_WORKER) {
            underWay.decrementAndGet();
            context.response().putHeader("Retry-After", "1");
            answer(context, new Refused("SERVICE_UNAVAILABLE", "too many requests are waiting"), 503);
            return;
        }
        context.addEndHandler(ended -> underWay.decrementAndGet());
        context.next();
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        started = true;
    }

    /** The router that routes and the WebSocket share. */
    public VertxPlatformHttpRouter router(CamelContext camel) {
        return VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(settings.port()));
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Its threads would keep a process alive that has failed to start. */
    @Override
    public void destroy() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void unmatched(RoutingContext context) {
        if (!started) {
            // The port opens before the routes are there; what is unknown now may be known in a second.
            context.response().putHeader("Retry-After", "1");
            answer(context, new Refused("SERVICE_UNAVAILABLE", "this process is starting"), 503);
            return;
        }
        Set<String> methods = new TreeSet<>();
        contracts.forEach(contract -> methods.addAll(contract.methodsOf(context.normalizedPath())));
        if (context.normalizedPath().equals(HEALTH)) {
            methods.add("GET");
        }
        if (methods.isEmpty()) {
            answer(context, new Refused("NOT_FOUND", "no such path"), 404);
        } else {
            context.response().putHeader("Allow", String.join(", ", methods));
            answer(context, new Refused("METHOD_NOT_ALLOWED", "it takes " + String.join(", ", methods)), 405);
        }
    }

    private void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        if (context.failure() != null && context.statusCode() >= 500) {
            LOG.error("a request failed outside its route", context.failure());
        }
        String code =
                switch (context.statusCode()) {
                    case 400 -> "VALIDATION_FAILED";
                    case 404 -> "NOT_FOUND";
                    case 413 -> "BODY_TOO_LARGE";
                    case 414 -> "URI_TOO_LONG";
                    case 415 -> "UNSUPPORTED_MEDIA_TYPE";
                    case 431 -> "HEADERS_TOO_LARGE";
                    case 503 -> "SERVICE_UNAVAILABLE";
                    default -> "INTERNAL_ERROR";
                };
        String detail = code.equals("BODY_TOO_LARGE") ? "the limit is " + settings.maxBodyBytes() + " bytes" : null;
        answer(context, new Refused(code, detail), Problems.kind(code).status());
    }

    private void answer(RoutingContext context, Refused refused, int status) {
        String requestId = RequestIds.requestId(context.request().getHeader("X-Request-ID"));
        String given = context.request().method().name();
        // A method is whatever a client makes up: as a tag it would make a series each.
        String method = METHODS.contains(given) ? given : "OTHER";
        MDC.put(RequestIds.REQUEST_ID, requestId);
        RestExit.record(meters, method, "none", status, 0);
        RestExit.log(method, "(no operation)", "none", status, 0);
        MDC.remove(RequestIds.REQUEST_ID);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problems.MEDIA_TYPE)
                .putHeader("X-Request-ID", requestId)
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(Problems.document(refused, context.request().path(), requestId)));
    }
}
