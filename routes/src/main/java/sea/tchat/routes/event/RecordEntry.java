package sea.tchat.routes.event;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.rest.RequestIds;

/**
 * The door of every consumer: the record becomes an {@link Event}, its headers are exactly {@code event_id}, {@code event_type},
 * {@code subject}, {@code request_id}, {@code traceparent}, {@code record_topic}, {@code record_partition},
 * {@code record_offset} and {@code record_timestamp} (milliseconds), and the request that caused it is in the logging context
 * again.
 */
public final class RecordEntry implements Processor {
    static final String LAST_OF_POLL = "record.lastOfPoll";
    static final String COMMIT = "record.commit";
    /** The record as it came, for the dead letter. */
    public static final String PAYLOAD = "record.payload";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(LAST_OF_POLL, OffsetCommit.isLast(exchange));
        exchange.setProperty(COMMIT, message.getHeader(KafkaConstants.MANUAL_COMMIT));
        String payload = message.getBody(String.class);
        exchange.setProperty(PAYLOAD, payload);
        String requestId = RequestIds.requestId(text(message, RequestIds.REQUEST_ID));
        String traceparent = RequestIds.traceparent(text(message, RequestIds.TRACEPARENT));
        Object topic = message.getHeader(KafkaConstants.TOPIC);
        Object partition = message.getHeader(KafkaConstants.PARTITION);
        Object offset = message.getHeader(KafkaConstants.OFFSET);
        Object timestamp = message.getHeader(KafkaConstants.TIMESTAMP);
        Object key = message.getHeader(KafkaConstants.KEY);
        message.setHeaders(new HashMap<>());
        message.setHeader(RequestIds.REQUEST_ID, requestId);
        message.setHeader(RequestIds.TRACEPARENT, traceparent);
        message.setHeader("record_topic", topic);
        message.setHeader("record_partition", partition);
        message.setHeader("record_offset", offset);
        message.setHeader("record_timestamp", timestamp);
        message.setHeader("record_key", key);
        RequestIds.enter(requestId, traceparent);
    }

    /** A step of its own, tried again without the headers being taken apart once more. */
    static void parse(Exchange exchange) {
        Message message = exchange.getMessage();
        String payload = exchange.getProperty(PAYLOAD, String.class);
        Event event = Json.read(payload, Event.class);
        if (event == null || event.id() == null || event.type() == null || event.data() == null) {
            throw new IllegalArgumentException("the record is not an event: it lacks id, type or data");
        }
        message.setHeader("event_id", event.id().toString());
        message.setHeader("event_type", event.type());
        message.setHeader("subject", event.subject());
        message.setBody(event);
    }

    private static String text(Message message, String header) {
        Object value = message.getHeader(header);
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value == null ? null : value.toString();
    }
}
