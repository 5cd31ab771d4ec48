package sea.tchat.routes.deadletter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.RecordEntry;
import sea.tchat.routes.policy.Faults;
import sea.tchat.routes.policy.Transaction;
import sea.tchat.routes.rest.RequestIds;

/** The operator's hand on dead letters: list, show, replay, drop. */
public final class DeadLetterRoutes extends RouteBuilder {
    private final DeadLetters letters;
    private ProducerTemplate producer;

    public DeadLetterRoutes(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void configure() {
        producer = getContext().createProducerTemplate();

        from("direct:listDeadLetters")
                .routeId("ops.list-dead-letters")
                .routeConfigurationId("rest")
                .process(this::list);

        from("direct:showDeadLetter")
                .routeId("ops.show-dead-letter")
                .routeConfigurationId("rest")
                .process(exchange -> exchange.getMessage().setBody(letters.show(id(exchange))));

        from("direct:replayDeadLetter")
                .routeId("ops.replay-dead-letter")
                .routeConfigurationId("rest")
                .policy(Transaction.NAME)
                .process(this::replay)
                .end()
                .process(exchange -> exchange.getMessage().setBody(letters.show(id(exchange))));

        from("direct:dropDeadLetter")
                .routeId("ops.drop-dead-letter")
                .routeConfigurationId("rest")
                .policy(Transaction.NAME)
                .process(this::drop)
                .end()
                .setBody(exchange -> null);
    }

    private void list(Exchange exchange) {
        Message message = exchange.getMessage();
        int limit = message.getHeader("limit", Integer.class);
        var items =
                letters.list(message.getHeader("state", String.class), message.getHeader("cursor", UUID.class), limit);
        Object next = items.size() < limit ? null : items.get(items.size() - 1).get("id");
        var page = new LinkedHashMap<String, Object>();
        page.put("items", items);
        page.put("next_cursor", next);
        message.setBody(page);
    }

    /**
     * Through the same effect as the first time, or back into the log where only the log's order is right. It may have happened in
     * part or in whole by then: the effect decides, as with any record that comes twice.
     */
    private void replay(Exchange exchange) {
        UUID id = id(exchange);
        Map<String, Object> letter = letters.take(id);
        DeadLetters.Context context = letters.context(id);
        Exchange outcome = context.replay().equals("log")
                ? producer.send(
                        "kafka:" + letter.get("topic"), again -> intoTheLog(again.getMessage(), letter, context))
                : producer.send(effect(letter), again -> asBefore(again.getMessage(), letter, context));
        if (outcome.getException() != null) {
            throw new Refused("CONFLICT", "it failed again: " + Faults.root(outcome.getException()));
        }
        letters.resolve(id, "replayed");
    }

    /** A consumer {@code payment.consume-members} has its effect at {@code direct:members}. */
    private static String effect(Map<String, Object> letter) {
        return "direct:" + letter.get("route_id").toString().replaceFirst("^.*\\.consume-", "");
    }

    private static void intoTheLog(Message message, Map<String, Object> letter, DeadLetters.Context context) {
        message.setHeader(KafkaConstants.KEY, letter.get("key"));
        message.setHeader(RequestIds.REQUEST_ID, letter.get("request_id"));
        message.setHeader(RequestIds.TRACEPARENT, context.traceparent());
        message.setBody(letter.get("payload"));
    }

    private static void asBefore(Message message, Map<String, Object> letter, DeadLetters.Context context) {
        RecordEntry.become(message, (String) letter.get("payload"));
        message.setHeader(RequestIds.REQUEST_ID, letter.get("request_id"));
        message.setHeader(RequestIds.TRACEPARENT, context.traceparent());
        message.setHeader("record_topic", letter.get("topic"));
        message.setHeader("record_partition", letter.get("partition_no"));
        message.setHeader("record_offset", letter.get("record_offset"));
        message.setHeader("record_timestamp", context.recordTimestamp());
        message.setHeader("record_key", letter.get("key"));
    }

    private void drop(Exchange exchange) {
        UUID id = id(exchange);
        letters.take(id);
        letters.resolve(id, "dropped");
    }

    private static UUID id(Exchange exchange) {
        return UUID.fromString(exchange.getMessage().getHeader("id", String.class));
    }
}
