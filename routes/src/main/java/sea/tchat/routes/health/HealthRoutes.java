package sea.tchat.routes.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import sea.tchat.routes.policy.Faults;
import sea.tchat.routes.rest.ErrorTable;

/** What every process tells of itself: ready, metrics, and the table of errors. */
public final class HealthRoutes extends RouteBuilder {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The consumers' polls are seconds apart at most; past this one has stopped silently. */
    private static final double LONGEST_POLL_GAP_SECONDS = 300;

    private final String service;
    private final List<StoreCheck> stores;
    private final PrometheusMeterRegistry meters;
    private final Map<String, CompletableFuture<String>> inFlight = new ConcurrentHashMap<>();
    private ExecutorService askers;

    public HealthRoutes(String service, List<StoreCheck> stores, PrometheusMeterRegistry meters) {
        this.service = service;
        this.stores = stores;
        this.meters = meters;
    }

    @Override
    public void configure() {
        askers = getContext().getExecutorServiceManager().newCachedThreadPool(this, "health");

        from("direct:ready")
                .routeId("fabric.ready")
                .routeConfigurationId("rest")
                .process(this::ready);

        from("direct:metrics")
                .routeId("fabric.metrics")
                .routeConfigurationId("rest")
                .setBody(exchange -> meters.scrape())
                .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; version=0.0.4; charset=utf-8"));

        from("direct:listErrors")
                .routeId("fabric.list-errors")
                .routeConfigurationId("rest")
                .setBody(exchange -> Map.of("items", ErrorTable.items()))
                .setHeader("Cache-Control", constant("public, max-age=300"));
    }

    private void ready(Exchange exchange) {
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        stores.forEach(store -> asked.put(
                store.store(),
                asking(store)
                        .copy()
                        .completeOnTimeout(
                                "no answer in " + PATIENCE.toSeconds() + " s",
                                PATIENCE.toMillis(),
                                TimeUnit.MILLISECONDS)));
        Map<String, Object> checks = new LinkedHashMap<>();
        asked.forEach((store, answer) -> checks.put(store, answer.join()));
        if (!stalledConsumers().isEmpty()) {
            checks.put("consumers", "have stopped polling: " + stalledConsumers());
        }
        boolean up = checks.values().stream().allMatch("up"::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "up" : "down");
        body.put("service", service + "-service");
        body.put("checks", checks);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, up ? 200 : 503);
    }

    /** One question a store at a time, however many ask: a store that hangs must not take a thread for each. */
    private CompletableFuture<String> asking(StoreCheck store) {
        return inFlight.compute(
                store.store(),
                (name, question) -> question != null && !question.isDone()
                        ? question
                        : CompletableFuture.supplyAsync(() -> ask(store), askers));
    }

    private List<String> stalledConsumers() {
        return meters.find("kafka.consumer.last.poll.seconds.ago").gauges().stream()
                .filter(gauge -> gauge.value() > LONGEST_POLL_GAP_SECONDS)
                .map(gauge -> gauge.getId().getTag("client.id"))
                .toList();
    }

    private static String ask(StoreCheck store) {
        try {
            store.ask();
            return "up";
        } catch (Exception e) {
            return "down: " + Faults.root(e).getClass().getSimpleName();
        }
    }
}
