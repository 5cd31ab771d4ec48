package sea.tchat.routes.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * {@code outbox_lag_seconds} and {@code dead_letters}: what has not been worked on yet, looked up on a timer and not when metrics
 * are read, so that they can be read while PostgreSQL is away; they are NaN then.
 */
public final class Backlog extends RouteBuilder {
    private static final long STALE_NANOS = Duration.ofSeconds(20).toNanos();

    private final AtomicReference<Double> lag = new AtomicReference<>(Double.NaN);
    private volatile long measuredAt;
    private final AtomicReference<Double> parked = new AtomicReference<>(Double.NaN);

    public Backlog(MeterRegistry meters) {
        meters.gauge("outbox.lag.seconds", lag, value -> isFresh() ? value.get() : Double.NaN);
        meters.gauge("dead.letters", parked, value -> isFresh() ? value.get() : Double.NaN);
    }

    @Override
    public void configure() {
        from("timer:backlog?period=5000&delay=0")
                .routeId("fabric.backlog")
                .routeDescription("Measures the outbox and the dead letters")
                .routeConfigurationId("scheduled")
                .to("sql:classpath:sql/backlog.sql?outputType=SelectOne")
                .process(this::measured);
    }

    private void measured(Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        know(((Number) row.get("lag_seconds")).doubleValue(), ((Number) row.get("parked")).doubleValue());
    }

    private boolean isFresh() {
        return System.nanoTime() - measuredAt < STALE_NANOS;
    }

    private void know(double lagSeconds, double parkedLetters) {
        lag.set(lagSeconds);
        measuredAt = System.nanoTime();
        parked.set(parkedLetters);
    }
}
