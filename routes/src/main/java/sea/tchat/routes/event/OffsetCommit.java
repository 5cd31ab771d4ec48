package sea.tchat.routes.event;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * Commits a partition's offset, synchronously and after the effect, once a poll at its last record. What was done and not yet
 * committed when a process dies comes again; the inbox makes that harmless, and a commit for each record would cost a round
 * trip to the broker each.
 */
public final class OffsetCommit implements Processor {
    @Override
    public void process(Exchange exchange) {
        if (Boolean.TRUE.equals(exchange.getProperty(RecordEntry.LAST_OF_POLL, Boolean.class))) {
            exchange.getProperty(RecordEntry.COMMIT, KafkaManualCommit.class).commit();
        }
    }

    static boolean isLast(Exchange exchange) {
        return exchange.getMessage().getHeader(KafkaConstants.LAST_RECORD_BEFORE_COMMIT, false, Boolean.class);
    }
}
