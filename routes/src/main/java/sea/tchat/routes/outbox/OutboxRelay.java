package sea.tchat.routes.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.policy.Transaction;
import sea.tchat.routes.rest.RequestIds;

/**
 * From the outbox to Kafka. Rows are deleted in the transaction that holds them locked, after Kafka has acknowledged all of them:
 * a relay that dies in between sends them again, and the consumers' inboxes take each event once.
 *
 * <p>One relay a database works at a time (an advisory lock of the transaction): two would skip each other's locked rows and could
 * overtake within a key.
 */
public final class OutboxRelay extends RouteBuilder {
    static final String NUDGE = "seda:outbox?size=1&discardWhenFull=true&waitForTaskToComplete=Never";
    private static final String IDS = "outbox.ids";

    private final String topicPrefix;

    public OutboxRelay(String topicPrefix) {
        this.topicPrefix = topicPrefix;
    }

    @Override
    public void configure() {
        from("timer:outbox?period={{tchat.outbox.period}}&delay=0")
                .routeId("fabric.outbox-timer")
                .routeDescription("Wakes the outbox relay for what no commit of this process announced")
                .routeConfigurationId("scheduled")
                .to(NUDGE);

        from(NUDGE)
                .routeId("fabric.outbox-relay")
                .routeDescription("Outbox rows → Kafka, until none is left")
                .routeConfigurationId("scheduled")
                .loopDoWhile(exchange ->
                        !Integer.valueOf(0).equals(exchange.getMessage().getBody()))
                .to("direct:outbox-batch")
                .end();

        from("direct:outbox-batch")
                .routeId("fabric.outbox-batch")
                .routeDescription("Locks a batch, sends it, deletes it")
                .routeConfigurationId("step")
                .policy(Transaction.NAME)
                .setHeader("batch", simple("{{tchat.outbox.batch}}", Integer.class))
                .to("sql:classpath:sql/outbox-take.sql")
                .choice()
                .when(simple("${body.isEmpty()}"))
                .setBody(constant(0))
                .otherwise()
                .process(this::toRecords)
                .to("kafka:outbox?batchWithIndividualHeaders=true")
                .setHeader("ids", exchangeProperty(IDS))
                .to("sql:classpath:sql/outbox-sent.sql")
                .setBody(exchange -> exchange.getProperty(IDS, List.class).size())
                .end()
                .end();
    }

    private void toRecords(Exchange exchange) {
        List<Message> records = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        for (Object row : exchange.getMessage().getBody(List.class)) {
            Map<?, ?> column = (Map<?, ?>) row;
            ids.add(column.get("id"));
            Message record = new DefaultMessage(exchange.getContext());
            record.setBody(column.get("payload"));
            record.setHeader(KafkaConstants.OVERRIDE_TOPIC, topicPrefix + column.get("topic"));
            record.setHeader(KafkaConstants.KEY, column.get("key"));
            var headers = Json.tree(column.get("headers").toString());
            for (String name : List.of(RequestIds.REQUEST_ID, RequestIds.TRACEPARENT)) {
                if (headers.hasNonNull(name)) {
                    record.setHeader(name, headers.get(name).asText());
                }
            }
            records.add(record);
        }
        exchange.setProperty(IDS, ids);
        exchange.getMessage().setBody(records);
    }
}
