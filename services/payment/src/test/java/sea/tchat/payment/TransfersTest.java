package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.outbox.Outbox;

class TransfersTest extends PaymentTest {
    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Outbox outbox;

    private UUID sender;
    private UUID recipient;
    private String wallet;

    @BeforeEach
    void fund() {
        sender = funds.user();
        recipient = funds.user();
        wallet = api.wallet(sender, "THB");
        transaction.executeWithoutResult(status -> funds.give(wallet, 100_000, "THB"));
    }

    @Test
    void movesMoneyAndTellsBothSides() {
        Map<String, Object> body = Api.transferBody(wallet, recipient, Api.money(2_500, "THB"));
        body.put("note", "สำหรับข้าวกลางวัน");
        Api.Answer sent = api.post(sender, "/api/v1/transfers", Api.key(), body);
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        assertThat(states(sent.json())).containsExactly("pending", "processing", "completed");
        assertThat(api.balance(sender, wallet)).isEqualTo(97_500);
        String theirs = api.wallet(recipient, "THB");
        assertThat(api.balance(recipient, theirs)).isEqualTo(2_500);

        JsonNode seen = api.get(recipient, "/api/v1/transactions/" + sent.id()).json();
        assertThat(seen.path("wallet_id").asText()).isEqualTo(theirs);
        assertThat(seen.path("note").asText()).isEqualTo("สำหรับข้าวกลางวัน");
        assertThat(api.get(funds.user(), "/api/v1/transactions/" + sent.id()).status())
                .isEqualTo(404);
        JsonNode line =
                api.get(recipient, "/api/v1/wallets/" + theirs + "/entries").json();
        assertThat(line.at("/items/0/counterparty/user_id").asText()).isEqualTo(sender.toString());
        assertThat(line.at("/items/0/amount/amount").asLong()).isEqualTo(2_500);
    }

    @Test
    void tellsOfThePaymentOnce() {
        Map<String, Object> body = Api.transferBody(wallet, recipient, Api.money(2_500, "THB"));
        body.put("dialog_id", Ids.next());
        Api.Answer sent = api.post(sender, "/api/v1/transfers", Api.key(), body);
        // Of the same key, so it stands behind all that is told of the transfer: what has not come before it never
        // will.
        transaction.executeWithoutResult(status ->
                outbox.publish("payment.events", Event.of("test.marker", UUID.fromString(sent.id()), Map.of())));
        List<JsonNode> events = new ArrayList<>();
        try (KafkaConsumer<String, String> kafka = new KafkaConsumer<>(
                Map.of("bootstrap.servers", environment.get("KAFKA_BROKERS")),
                new StringDeserializer(),
                new StringDeserializer())) {
            String topic = environment.get("KAFKA_TOPIC_PREFIX") + "payment.events";
            kafka.assign(kafka.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            kafka.seekToBeginning(kafka.assignment());
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                kafka.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(sent.id())) {
                        events.add(Json.tree(record.value()));
                    }
                });
                return events.stream().anyMatch(e -> e.path("type").asText().equals("test.marker"));
            });
        }
        assertThat(events).extracting(e -> e.path("type").asText()).containsExactly("payment.completed", "test.marker");
        JsonNode event = events.get(0);
        JsonNode data = event.path("data");
        assertThat(data.path("transaction_id").asText()).isEqualTo(sent.id());
        assertThat(data.path("kind").asText()).isEqualTo("transfer");
        assertThat(data.path("amount").asLong()).isEqualTo(2_500);
        assertThat(data.path("currency").asText()).isEqualTo("THB");
        assertThat(data.path("from_user_id").asText()).isEqualTo(sender.toString());
        assertThat(data.path("to_user_id").asText()).isEqualTo(recipient.toString());
        assertThat(data.path("dialog_id").asText())
                .isEqualTo(body.get("dialog_id").toString());
    }

    @Test
    void fiftyAtOnceOutOfMoneyForTen() throws Exception {
        List<Api.Answer> answers = inParallel(50, () -> api.transfer(sender, wallet, recipient, 10_000, Api.key()));
        assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(10);
        assertThat(answers)
                .filteredOn(a -> a.status() != 201)
                .extracting(Api.Answer::code)
                .hasSize(40)
                .containsOnly("INSUFFICIENT_FUNDS");
        assertThat(api.balance(sender, wallet)).isZero();
    }

    @Test
    void crossingTransfersDoNotWaitForEachOther() throws Exception {
        String theirs = api.wallet(recipient, "THB");
        transaction.executeWithoutResult(status -> funds.give(theirs, 100_000, "THB"));
        AtomicInteger turns = new AtomicInteger();
        List<Api.Answer> answers = inParallel(
                20,
                () -> turns.getAndIncrement() % 2 == 0
                        ? api.transfer(sender, wallet, recipient, 100, Api.key())
                        : api.transfer(recipient, theirs, sender, 100, Api.key()));
        assertThat(answers).extracting(Api.Answer::status).containsOnly(201);
        assertThat(api.balance(sender, wallet)).isEqualTo(100_000);
    }

    @Test
    void oneKeyHasOneEffect() throws Exception {
        String key = Api.key();
        List<Api.Answer> answers = inParallel(10, () -> api.transfer(sender, wallet, recipient, 700, key));
        assertThat(answers).allMatch(a -> a.status() == 201 || a.code().equals("IDEMPOTENCY_KEY_IN_USE"));
        assertThat(answers).filteredOn(a -> a.status() == 201 && !a.replayed()).hasSize(1);
        assertThat(api.balance(sender, wallet)).isEqualTo(99_300);

        Api.Answer again = api.transfer(sender, wallet, recipient, 700, key);
        assertThat(again.replayed()).isTrue();
        assertThat(again.text())
                .isEqualTo(answers.stream()
                        .filter(a -> a.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .text());
        Api.Answer other = api.transfer(sender, wallet, recipient, 701, key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(api.balance(sender, wallet)).isEqualTo(99_300);
    }

    @Test
    void needsAKey() {
        Api.Answer missing = api.transfer(sender, wallet, recipient, 700, null);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.code()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
        assertThat(api.transfer(sender, wallet, recipient, 700, "short").code()).isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    @Test
    void refusesWhatIsAgainstARule() {
        assertThat(refusal(recipient, Api.money(100_001, "THB"))).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(refusal(recipient, Api.money(100, "SGD"))).isEqualTo("CURRENCY_MISMATCH");
        assertThat(refusal(sender, Api.money(100, "THB"))).isEqualTo("RECIPIENT_UNAVAILABLE");
        assertThat(refusal(recipient, Api.money(0, "THB"))).isEqualTo("VALIDATION_FAILED");
        assertThat(refusal(recipient, Map.of("amount", 1.5, "currency", "THB"))).isEqualTo("VALIDATION_FAILED");
        Map<String, Object> unknown = new HashMap<>(Api.transferBody(wallet, recipient, Api.money(1, "THB")));
        unknown.put("from_user_id", recipient);
        assertThat(api.post(sender, "/api/v1/transfers", Api.key(), unknown).code())
                .isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void movesNothingOutOfOrIntoAFrozenWallet() {
        String theirs = api.wallet(recipient, "THB");
        funds.freeze(theirs);
        assertThat(refusal(recipient, Api.money(100, "THB"))).isEqualTo("RECIPIENT_UNAVAILABLE");
        funds.freeze(wallet);
        assertThat(refusal(recipient, Api.money(100, "THB"))).isEqualTo("WALLET_FROZEN");
        assertThat(api.balance(sender, wallet)).isEqualTo(100_000);
    }

    /** The transfer has begun when the wallet is being frozen: it waits for the row, and then sees what was committed. */
    @Test
    void seesAWalletThatIsBeingFrozen() {
        CompletableFuture<String> late = transaction.execute(status -> {
            funds.freeze(wallet);
            int locker = funds.connection();
            CompletableFuture<String> begun =
                    CompletableFuture.supplyAsync(() -> refusal(recipient, Api.money(100, "THB")));
            await().atMost(Duration.ofSeconds(30)).until(() -> funds.isWaitedFor(locker));
            return begun;
        });
        assertThat(late.join()).isEqualTo("WALLET_FROZEN");
        assertThat(api.balance(sender, wallet)).isEqualTo(100_000);
    }

    @Test
    void keepsTheDaysLimit() {
        transaction.executeWithoutResult(status -> funds.give(wallet, 2_000_000, "THB"));
        assertThat(api.transfer(sender, wallet, recipient, 900_000, Api.key()).status())
                .isEqualTo(201);
        Api.Answer over = api.transfer(sender, wallet, recipient, 100_001, Api.key());
        assertThat(over.code()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(over.json().at("/remaining/amount").asLong()).isEqualTo(100_000);
        assertThat(api.transfer(sender, wallet, recipient, 100_000, Api.key()).status())
                .isEqualTo(201);
    }

    /** The auth service's stand-in knows no users, so what is not in the events is nobody. */
    @Test
    void refusesARecipientWhomNobodyKnows() {
        assertThat(refusal(Ids.next(), Api.money(100, "THB"))).isEqualTo("RECIPIENT_UNAVAILABLE");
    }

    @Test
    void learnsOfUsersFromEvents() {
        UUID newcomer = Ids.next();
        transaction.executeWithoutResult(status -> outbox.publish(
                "user.events",
                Event.of(
                        "user.registered",
                        newcomer,
                        Map.of("user_id", newcomer, "country", "SG", "time_zone", "Asia/Singapore"))));
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.queryForList(
                        "select time_zone from known_users where user_id = ?", String.class, newcomer)
                .equals(List.of("Asia/Singapore")));
        assertThat(api.transfer(sender, wallet, newcomer, 100, Api.key()).status())
                .isEqualTo(201);
    }

    private String refusal(UUID to, Map<String, Object> amount) {
        return api.post(sender, "/api/v1/transfers", Api.key(), Api.transferBody(wallet, to, amount))
                .code();
    }
}
