package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import sea.tchat.messaging.domain.Message;
import sea.tchat.messaging.domain.Payment;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.messaging.domain.SendMessage;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;

/** What happens to the log's records when they come twice, late, or while nobody numbers. */
class SequencerTest extends MessagingTest {
    @Autowired
    CamelContext camel;

    @Autowired
    StringRedisTemplate redis;

    private Log log;

    @BeforeEach
    void openLog() {
        log = new Log(environment);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void changesNothingWhenTheWholeLogOfADialogIsReadAgain() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        for (int i = 0; i < 5; i++) {
            assertThat(say(alice, dialog, "message " + i).status()).isEqualTo(201);
        }
        List<JsonNode> before = history(alice, dialog);
        List<Event> records = log.read("message.inbound", dialog);
        assertThat(records).hasSize(5);
        records.forEach(record -> log.publish("message.inbound", record));
        records.forEach(record -> log.publish("message.inbound", record));
        // What comes after them in the partition was numbered after them.
        assertThat(say(alice, dialog, "the next").text("/seq")).isEqualTo("6");
        assertThat(history(alice, dialog).subList(0, 5)).isEqualTo(before);
        List<UUID> told =
                log.read("message.sent", dialog).stream().map(Event::id).toList();
        assertThat(told.stream().distinct()).hasSize(6);
    }

    @Test
    void takesAMessageThatAClientSentTwiceOnce() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        SendMessage message =
                new SendMessage("twice", "text", Json.as(Map.of("text", "hello"), JsonNode.class), null, null);
        SendMessage other =
                new SendMessage("twice", "text", Json.as(Map.of("text", "other"), JsonNode.class), null, null);
        for (SendMessage each : List.of(message, message, other)) {
            log.publish(
                    "message.inbound",
                    Event.of(Submission.EVENT, dialog, Submission.of(dialog, alice, each, "a-node-that-is-gone")));
        }
        await().untilAsserted(() -> assertThat(history(alice, dialog)).hasSize(1));
        assertThat(say(alice, dialog, "the next").text("/seq")).isEqualTo("2");
        assertThat(history(alice, dialog).get(0).at("/content/text").asText()).isEqualTo("hello");
        assertThat(log.read("message.sent", dialog)).hasSize(2);
    }

    @Test
    void parksARecordThatIsNoMessageAndGoesOn() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        log.publish("message.inbound", dialog.toString(), "{\"not\": \"an event\"}");
        await().until(() -> say(alice, dialog, "after it").status() == 201);
        assertThat(jdbc.queryForObject(
                        "select count(*) from dead_letters where key = ?", Long.class, dialog.toString()))
                .isEqualTo(1);
    }

    @Test
    void acceptsWhileNobodyNumbersAndGoesOnWhereItStopped() throws Exception {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        assertThat(say(alice, dialog, "before").text("/seq")).isEqualTo("1");
        camel.getRouteController().stopRoute("messaging.consume-sequence");
        List<String> ids = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                String id = "while-away-" + i;
                Answer accepted = send(alice, dialog, id, "message " + i);
                assertThat(accepted.status()).isEqualTo(202);
                assertThat(accepted.text("/state")).isEqualTo("accepted");
                assertThat(accepted.text("/client_message_id")).isEqualTo(id);
                ids.add(accepted.text("/id"));
            }
            assertThat(history(alice, dialog)).hasSize(1);
        } finally {
            camel.getRouteController().startRoute("messaging.consume-sequence");
        }
        await().untilAsserted(() -> assertThat(history(alice, dialog)).hasSize(4));
        List<JsonNode> history = history(alice, dialog);
        assertThat(history)
                .extracting(message -> message.at("/seq").asLong())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 4).boxed().toList());
        assertThat(history.subList(1, 4))
                .extracting(message -> message.at("/id").asText())
                .isEqualTo(ids);
        // The client that was answered 202 asks again, and hears what became of it.
        Answer again = send(alice, dialog, "while-away-1", "message 1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(history.get(2));
    }

    @Test
    void hearsTheReplyOfASequencerInAnotherProcess() throws Exception {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        camel.getRouteController().stopRoute("messaging.consume-sequence");
        try {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> say(alice, dialog, "hello"));
            await().until(() -> !log.read("message.inbound", dialog).isEmpty());
            Event event = log.read("message.inbound", dialog).get(0);
            Submission submission = event.as(Submission.class);
            Message message = Message.of(submission, 1, Instant.EPOCH);
            redis.convertAndSend(
                    "reply:" + submission.replyNode(),
                    Json.write(new Reply(event.id(), Reply.Outcome.NUMBERED, message)));
            assertThat(answer.get().status()).isEqualTo(201);
            assertThat(answer.get().body()).isEqualTo(Json.tree(Json.write(message)));
        } finally {
            camel.getRouteController().startRoute("messaging.consume-sequence");
        }
    }

    @Test
    void putsThePaymentOfATransferIntoItsDialogOnce() {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        UUID transaction = Ids.next();
        Payment payment = new Payment(transaction, "transfer", "completed", 15000, "THB", alice, bob, dialog);
        Event event = Event.of("payment.completed", transaction, payment);
        log.publish("payment.events", event);
        log.publish("payment.events", event);
        log.publish("payment.events", Event.of("payment.completed", transaction, payment));
        UUID stranger = user();
        UUID foreign = Ids.next();
        log.publish(
                "payment.events",
                Event.of(
                        "payment.completed",
                        foreign,
                        new Payment(foreign, "transfer", "completed", 1, "THB", alice, stranger, dialog)));
        log.publish(
                "payment.events",
                Event.of(
                        "payment.completed",
                        foreign,
                        new Payment(foreign, "topup", "completed", 1, "THB", null, alice, null)));
        await().untilAsserted(() -> assertThat(history(bob, dialog)).isNotEmpty());
        // Sent after them to the same partition of the log, so what they lead to is before it.
        await().untilAsserted(
                        () -> assertThat(log.read("message.inbound", dialog)).hasSizeGreaterThanOrEqualTo(3));
        assertThat(say(alice, dialog, "thank you").text("/seq")).isEqualTo("2");
        JsonNode message = history(bob, dialog).get(0);
        assertThat(message.at("/type").asText()).isEqualTo("payment");
        assertThat(message.at("/sender_id").asText()).isEqualTo(alice.toString());
        assertThat(message.at("/content"))
                .isEqualTo(Json.as(
                        Map.of(
                                "transaction_id",
                                transaction.toString(),
                                "amount",
                                15000,
                                "currency",
                                "THB",
                                "state",
                                "completed"),
                        JsonNode.class));
    }
}
