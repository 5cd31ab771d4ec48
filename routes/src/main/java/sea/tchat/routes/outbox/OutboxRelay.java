package sea.tchat.routes.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * <p>One relay a database works at a time: two would skip each other's locked rows and could overtake within a key. The advisory
 * lock is asked for in a statement of its own; within the query that takes the rows it would be asked for each row.
 */
public final class OutboxRelay extends RouteBuilder {
    static final String NUDGE = "seda:outbox?size=1&discardWhenFull=true&waitForTaskToComplete=Never";
    private static final String IDS = "outboxIds";
    /** Kafka away is noticed within half a second, not for each record anew: the transaction holds its locks meanwhile. */
    private static final String TOPICS = "kafka:outbox?batchWithIndividualHeaders=true&maxBlockMs=500";

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
                .routeDescription("Locks a batch, sends it, deletes it; answers how many")
                .routeConfigurationId("step")
                .policy(Transaction.NAME)
                .to("sql:classpath:sql/outbox-lock.sql?outputType=SelectOne")
                .filter(body().isEqualTo(true))
                .setHeader("batch", simple("{{tchat.outbox.batch}}", Integer.class))
                .to("sql:classpath:sql/outbox-take.sql")
                .process(this::toRounds)
                .filter(simple("${exchangeProperty." + IDS + ".isEmpty()} == false"))
                .split(body())
                .stopOnException()
                .to(TOPICS)
                .end()
                .setHeader("ids", exchangeProperty(IDS))
                .to("sql:classpath:sql/outbox-sent.sql")
                .end()
                .end()
                .end()
                .setBody(exchange ->
                        exchange.getProperty(IDS, List.of(), List.class).size());
    }

    /**
     * Rounds of records, in each at most one of a key, and in the first a single record that shows whether Kafka is there. The next
     * round is sent when Kafka has all of the one before, so that within a key nothing overtakes, whatever fails in between.
     */
    private void toRounds(Exchange exchange) {
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
        exchange.getMessage().setBody(rounds(records));
    }

    static List<List<Message>> rounds(List<Message> records) {
        List<List<Message>> rounds = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        for (Message record : records) {
            boolean fits = rounds.size() > 1 && !keys.contains(record.getHeader(KafkaConstants.KEY));
            if (!fits) {
                rounds.add(new ArrayList<>());
                keys.clear();
            }
            keys.add(record.getHeader(KafkaConstants.KEY));
            rounds.get(rounds.size() - 1).add(record);
        }
        return rounds;
    }
}
