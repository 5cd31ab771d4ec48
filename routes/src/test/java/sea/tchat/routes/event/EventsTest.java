package sea.tchat.routes.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static sea.tchat.routes.testing.Client.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.outbox.Outbox;
import sea.tchat.routes.testing.Client;
import sea.tchat.routes.testing.FabricTest;
import sea.tchat.routes.testing.TestRoutes;
import sea.tchat.testkit.TestEnvironment;

/** Outbox, consumer, inbox and dead letters together, over a real Kafka. */
@FabricTest
class EventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    TestEnvironment environment;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Outbox outbox;

    @Autowired
    TestRoutes routes;

    @Autowired
    ProducerTemplate camel;

    @Autowired
    CamelContext context;

    private final String subject = "subject-" + UUID.randomUUID();
    private Client client;
    private String ops;

    @BeforeEach
    void connect() {
        client = new Client(environment.url());
        ops = "Bearer " + environment.get("OPS_TOKEN");
    }

    @Test
    void publishesAnEventIfAndOnlyIfItsTransactionCommits() {
        transactions.executeWithoutResult(status -> {
            outbox.publish("notification.events", Event.of("rolled.back", subject, Map.of()));
            status.setRollbackOnly();
        });
        Event kept = publish(1).get(0);

        awaitEffects(1);
        assertThat(effects()).containsExactly(kept.id().toString());
        await().atMost(PATIENCE).until(() -> outboxRows() == 0);
        assertThatThrownBy(() -> outbox.publish("notification.events", Event.of("no.transaction", subject, Map.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheOrderOfASubject() {
        List<String> published = new ArrayList<>();
        for (int batch = 0; batch < 5; batch++) {
            publish(20).forEach(event -> published.add(event.id().toString()));
        }
        awaitEffects(100);
        assertThat(effects()).containsExactlyElementsOf(published);
    }

    /** As when two instances run: the one that does not hold the lock must not take rows from further down. */
    @Test
    void keepsTheOrderWithSeveralRelays() {
        List<String> published = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> relays = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (!done.get()) {
                        camel.requestBody("direct:outbox-batch", (Object) null);
                    }
                }))
                .limit(3)
                .toList();
        for (int i = 0; i < 40; i++) {
            publish(10).forEach(event -> published.add(event.id().toString()));
        }
        awaitEffects(400);
        done.set(true);
        relays.forEach(CompletableFuture::join);
        assertThat(effects()).containsExactlyElementsOf(published);
    }

    @Test
    void putsALetterOfAnOrderedConsumerBackIntoItsLog() {
        routes.recordFaults.put(subject, new AtomicInteger(4));
        jdbc.update("delete from dead_letters where payload like '%' || ? || '%'", subject);
        publish(1);
        await().atMost(PATIENCE).until(() -> deadLetters().size() == 1);
        jdbc.update(
                "update dead_letters set headers = jsonb_set(headers, '{replay}', '\"log\"') where payload like '%' || ? || '%'",
                subject);
        String id = deadLetters().get(0).get("id").toString();

        assertThat(client.call("POST", "/ops/dead-letters/" + id + "/replay", null, "Authorization", ops)
                        .statusCode())
                .isEqualTo(200);
        awaitEffects(1);
    }

    @Test
    void takesAnEventOnceHoweverOftenItComes() {
        Event event = Event.of("test.repeated", subject, Map.of());
        for (int i = 0; i < 5; i++) {
            send(Json.write(event));
        }
        publish(1);
        awaitEffects(2);
        assertThat(effects()).containsOnlyOnce(event.id().toString());
    }

    @Test
    void triesAnInfrastructureFaultAgainAsAWholeAndInOrder() {
        routes.infrastructureFaults.put(subject, new AtomicInteger(2));
        List<Event> events = publish(3);

        awaitEffects(3);
        assertThat(effects())
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.id().toString()).toList());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void parksARecordThatFailsForItsOwnReasonAndGoesOn() {
        routes.recordFaults.put(subject, new AtomicInteger(4));
        List<Event> events = publish(3);

        awaitEffects(2);
        assertThat(effects()).doesNotContain(events.get(0).id().toString());
        var letters = deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0)).containsEntry("attempts", 4).containsEntry("state", "parked");

        String id = letters.get(0).get("id").toString();
        var shown = client.get("/ops/dead-letters/" + id, "Authorization", ops);
        assertThat(json(shown).get("payload").asText())
                .contains(events.get(0).id().toString());
        var replayed = client.call("POST", "/ops/dead-letters/" + id + "/replay", null, "Authorization", ops);
        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        assertThat(json(replayed).get("state").asText()).isEqualTo("replayed");
        assertThat(effects()).contains(events.get(0).id().toString());
        var twice = client.call("POST", "/ops/dead-letters/" + id + "/replay", null, "Authorization", ops);
        assertThat(twice.statusCode()).isEqualTo(409);
    }

    @Test
    void keepsALetterThatFailsAgainAndDropsItWhenTold() {
        routes.recordFaults.put(subject, new AtomicInteger(99));
        publish(1);
        await().atMost(PATIENCE).until(() -> deadLetters().size() == 1);
        String id = deadLetters().get(0).get("id").toString();

        var failed = client.call("POST", "/ops/dead-letters/" + id + "/replay", null, "Authorization", ops);
        assertThat(failed.statusCode()).isEqualTo(409);
        assertThat(deadLetters().get(0)).containsEntry("state", "parked");

        assertThat(client.call("DELETE", "/ops/dead-letters/" + id, null, "Authorization", ops)
                        .statusCode())
                .isEqualTo(204);
        assertThat(deadLetters().get(0)).containsEntry("state", "dropped");
        var listed = client.get("/ops/dead-letters?state=dropped&limit=100", "Authorization", ops);
        assertThat(json(listed).get("items").findValuesAsText("id")).contains(id);
    }

    @Test
    void parksWhatIsNotAnEventAtAll() {
        send("this is not JSON, " + subject);
        send("{\"subject\":\"" + subject + "\"}");
        publish(1);

        awaitEffects(1);
        await().atMost(PATIENCE).until(() -> deadLetters().size() == 2);
    }

    @Test
    void guardsTheOperatorsDoor() {
        assertThat(client.get("/ops/dead-letters").statusCode()).isEqualTo(401);
        assertThat(client.get("/ops/dead-letters", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("/ops/dead-letters?limit=1000", "Authorization", ops)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.get("/ops/dead-letters/" + UUID.randomUUID(), "Authorization", ops)
                        .statusCode())
                .isEqualTo(404);
    }

    /** What a process had polled and not committed when it went is polled again by the next. */
    @Test
    void losesNothingWhenAConsumerStopsInTheMiddle() throws Exception {
        routes.infrastructureFaults.put(subject, new AtomicInteger(3));
        publish(10);
        context.getRouteController().stopRoute("fabric.consume-effects");
        context.getRouteController().startRoute("fabric.consume-effects");

        awaitEffects(10);
        assertThat(effects()).doesNotHaveDuplicates();
    }

    @Test
    void carriesOneTraceFromTheRequestToTheDeadLetter() {
        UUID user = UUID.randomUUID();
        String trace = UUID.randomUUID().toString().replace("-", "");
        routes.recordFaults.put(user.toString(), new AtomicInteger(99));
        client.post(
                "/api/v1/payments",
                "{\"amount\":5}",
                "Authorization",
                environment.tokens().bearer(user),
                "Idempotency-Key",
                "key-" + user,
                "X-Request-ID",
                "request-" + user,
                "traceparent",
                "00-" + trace + "-b7ad6b7169203331-01");

        await().atMost(PATIENCE).until(() -> !jdbc.queryForList("select 1 from dead_letters where trace_id = ?", trace)
                .isEmpty());
        assertThat(jdbc.queryForObject("select request_id from dead_letters where trace_id = ?", String.class, trace))
                .isEqualTo("request-" + user);
    }

    private List<Event> publish(int count) {
        List<Event> events = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            for (int i = 0; i < count; i++) {
                Event event = Event.of("test.happened", subject, Map.of("i", i));
                events.add(event);
                outbox.publish("notification.events", event);
            }
        });
        return events;
    }

    private void send(String payload) {
        camel.sendBodyAndHeader(
                "kafka:" + environment.get("KAFKA_TOPIC_PREFIX") + "notification.events",
                payload,
                KafkaConstants.KEY,
                subject);
    }

    private void awaitEffects(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(effects()).hasSize(count));
    }

    private List<String> effects() {
        return jdbc.queryForList("select event_id from effects where subject = ? order by n", String.class, subject);
    }

    private List<Map<String, Object>> deadLetters() {
        return jdbc.queryForList("select * from dead_letters where payload like '%' || ? || '%' order by id", subject);
    }

    private int outboxRows() {
        return jdbc.queryForObject("select count(*) from outbox where key = ?", Integer.class, subject);
    }
}
