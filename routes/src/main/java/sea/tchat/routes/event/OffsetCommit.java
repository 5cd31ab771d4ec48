package sea.tchat.routes.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a partition's offset, synchronously and after the effect: once a poll at its last record, and on the way whenever a slow
 * poll has not committed for a while, so that a consumer which is put out of its group goes on where it was. What was done and not
 * yet committed comes again; that is harmless, and a commit for each record would cost a round trip to the broker each.
 */
public final class OffsetCommit implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommit.class);
    private static final long LONGEST_GAP_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<Integer, Long> committedAt = new ConcurrentHashMap<>();

    @Override
    public void process(Exchange exchange) {
        RecordPosition record = RecordPosition.of(exchange);
        long now = System.nanoTime();
        Long last = committedAt.putIfAbsent(record.partition(), now);
        if (!record.lastOfPoll() && (last == null || now - last < LONGEST_GAP_NANOS)) {
            return;
        }
        try {
            exchange.getProperty(RecordEntry.COMMIT, KafkaManualCommit.class).commit();
            committedAt.put(record.partition(), now);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // The partition has another owner by now, who takes the record again: its effect is done, and is done once.
            LOG.info("partition {} of {} has gone to another consumer", record.partition(), record.topic());
        }
    }
}
