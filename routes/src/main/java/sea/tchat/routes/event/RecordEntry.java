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
    static final String COMMIT = "record.commit";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RecordPosition position = RecordPosition.read(exchange);
        exchange.setProperty(COMMIT, message.getHeader(KafkaConstants.MANUAL_COMMIT));
        String requestId = RequestIds.requestId(text(message, RequestIds.REQUEST_ID));
        String traceparent = RequestIds.traceparent(text(message, RequestIds.TRACEPARENT));
        RequestIds.enter(requestId, traceparent);
        message.setHeaders(new HashMap<>());
        message.setHeader("record_topic", position.topic());
        message.setHeader("record_partition", position.partition());
        message.setHeader("record_offset", position.offset());
        message.setHeader("record_timestamp", position.timestamp());
        message.setHeader("record_key", position.key());
        message.setHeader(RequestIds.REQUEST_ID, requestId);
        message.setHeader(RequestIds.TRACEPARENT, traceparent);
    }

    /** A step of its own, so that it is tried again without the headers being taken apart once more. */
    static void parse(Exchange exchange) {
        become(exchange.getMessage(), RecordPosition.of(exchange).payload());
    }

    /** Makes the message the event that the payload holds. */
    public static void become(Message message, String payload) {
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
