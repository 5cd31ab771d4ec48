package sea.tchat.routes.stores;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.BitSet;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Kafka consumers whose lag and poll age stand in the metrics for as long as they live. Camel closes a consumer and makes a new one
 * whenever a record could not be worked on; what measured the old one goes with it, and the new one takes over its number.
 */
final class MeasuredKafkaClients extends DefaultKafkaClientFactory {
    private final MeterRegistry meters;
    private final BitSet numbers = new BitSet();

    MeasuredKafkaClients(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties properties) {
        return new Measured(properties);
    }

    private synchronized int takeNumber() {
        int number = numbers.nextClearBit(0);
        numbers.set(number);
        return number;
    }

    private synchronized void giveBack(int number) {
        numbers.clear(number);
    }

    /** Two threads of one route have one client id, hence a number beside it. */
    private final class Measured extends KafkaConsumer<Object, Object> {
        private final int number = takeNumber();
        private final KafkaClientMetrics metrics =
                new KafkaClientMetrics(this, Tags.of("consumer", Integer.toString(number)));

        Measured(Properties properties) {
            super(properties);
            metrics.bindTo(meters);
        }

        @Override
        public void close(Duration timeout) {
            metrics.close();
            giveBack(number);
            super.close(timeout);
        }
    }
}
