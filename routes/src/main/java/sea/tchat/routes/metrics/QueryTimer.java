package sea.tchat.routes.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** {@code db_query_duration_seconds}: how long each {@code sql:} and {@code cql:} step of a route took, by store. */
final class QueryTimer extends SimpleEventNotifierSupport {
    private final MeterRegistry meters;

    QueryTimer(MeterRegistry meters) {
        this.meters = meters;
        setIgnoreExchangeEvents(false);
        // Camel takes the time of a step only for those who also want to hear of its beginning.
        setIgnoreExchangeSendingEvents(false);
        setIgnoreExchangeSentEvents(false);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSentEvent || event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof ExchangeSentEvent sent)) {
            return;
        }
        String uri = sent.getEndpoint().getEndpointUri();
        String store = uri.startsWith("sql:") ? "postgres" : uri.startsWith("cql:") ? "cassandra" : null;
        if (store != null) {
            meters.timer("db.query.duration", "store", store).record(Duration.ofMillis(sent.getTimeTaken()));
        }
    }
}
