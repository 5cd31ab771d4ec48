package sea.tchat.routes.event;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
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
        TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(RequestIds.REQUEST_ID, RequestIds.requestId(text(message, RequestIds.REQUEST_ID)));
        headers.put(RequestIds.TRACEPARENT, RequestIds.traceparent(text(message, RequestIds.TRACEPARENT)));
        headers.put("record_topic", message.getHeader(KafkaConstants.TOPIC));
        headers.put("record_partition", message.getHeader(KafkaConstants.PARTITION));
        headers.put("record_offset", message.getHeader(KafkaConstants.OFFSET));
        headers.put("record_timestamp", message.getHeader(KafkaConstants.TIMESTAMP));
        headers.put("record_key", message.getHeader(KafkaConstants.KEY));
        message.setHeaders(headers);
        RequestIds.enter((String) headers.get(RequestIds.REQUEST_ID), (String) headers.get(RequestIds.TRACEPARENT));

        Event event = Json.read(payload, Event.class);
        if (event == null || event.id() == null || event.type() == null || event.data() == null) {
            throw new IllegalArgumentException("the record is not an event: it lacks id, type or data");
        }
        headers.put("event_id", event.id().toString());
        headers.put("event_type", event.type());
        headers.put("subject", event.subject());
        message.setBody(event);
    }

    private static String text(Message message, String header) {
        Object value = message.getHeader(header);
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value == null ? null : value.toString();
    }
}
