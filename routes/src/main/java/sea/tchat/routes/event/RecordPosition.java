package sea.tchat.routes.event;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Where a record stands in the log. Kept as a property of the exchange, as the steps of an effect may replace all headers.
 *
 * @param timestamp milliseconds, the broker's where the topic says so
 * @param lastOfPoll whether it is the last of its partition in this poll
 */
public record RecordPosition(
        String topic, int partition, long offset, long timestamp, String key, String payload, boolean lastOfPoll) {
    private static final String PROPERTY = "record.position";

    static RecordPosition read(Exchange exchange) {
        Message message = exchange.getMessage();
        RecordPosition position = new RecordPosition(
                message.getHeader(KafkaConstants.TOPIC, String.class),
                message.getHeader(KafkaConstants.PARTITION, Integer.class),
                message.getHeader(KafkaConstants.OFFSET, Long.class),
                message.getHeader(KafkaConstants.TIMESTAMP, Long.class),
                message.getHeader(KafkaConstants.KEY, String.class),
                message.getBody(String.class),
                message.getHeader(KafkaConstants.LAST_RECORD_BEFORE_COMMIT, false, Boolean.class));
        exchange.setProperty(PROPERTY, position);
        return position;
    }

    /** The position of the record that this exchange works on. */
    public static RecordPosition of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, RecordPosition.class);
    }
}
