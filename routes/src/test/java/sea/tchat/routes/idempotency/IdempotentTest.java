package sea.tchat.routes.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static sea.tchat.routes.testing.Client.json;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.routes.testing.Client;
import sea.tchat.routes.testing.FabricTest;
import sea.tchat.testkit.TestEnvironment;

@FabricTest
class IdempotentTest {
    @Autowired
    TestEnvironment environment;

    @Autowired
    JdbcTemplate jdbc;

    private final UUID user = UUID.randomUUID();
    private final String key = "key-" + UUID.randomUUID();
    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(environment.url());
    }

    @Test
    void hasItsEffectOnceAndAnswersTheSameByteForByte() {
        var first = pay("{\"amount\": 5, \"note\":\"x\"}", key);
        var again = pay("{\"note\":\"x\",\"amount\":5}", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void hasOneEffectUnderParallelCalls() {
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> pay("{\"amount\":7}", key)))
                .toList();
        List<HttpResponse<String>> answers =
                calls.stream().map(CompletableFuture::join).toList();

        assertThat(effects()).isEqualTo(1);
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201 || answer.statusCode() == 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(HttpResponse::body)
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allMatch(answer -> json(answer).get("code").asText().equals("IDEMPOTENCY_KEY_IN_USE"));
    }

    @Test
    void refusesTheKeyForAnotherBodyAndKeepsKeysOfUsersApart() {
        pay("{\"amount\":5}", key);

        var other = pay("{\"amount\":6}", key);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).get("code").asText()).isEqualTo("IDEMPOTENCY_KEY_REUSED");

        var stranger = client.post(
                "/api/v1/payments",
                "{\"amount\":6}",
                "Authorization",
                environment.tokens().bearer(UUID.randomUUID()),
                "Idempotency-Key",
                key);
        assertThat(stranger.statusCode()).isEqualTo(201);
    }

    @Test
    void keepsARefusalAsTheAnswerAndNothingOfItsEffect() {
        var refused = pay("{\"amount\":2000}", key);
        var again = pay("{\"amount\":2000}", key);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).get("available").asInt()).isEqualTo(1000);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(effects()).isZero();
        assertThat(outboxRows()).isZero();
    }

    @Test
    void keepsNothingOfAFaultSoThatTheClientMayTryAgain() {
        assertThat(pay("{\"amount\":666}", key).statusCode()).isEqualTo(500);
        assertThat(effects()).isZero();
        assertThat(pay("{\"amount\":5}", key).statusCode()).isEqualTo(201);
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        String bearer = environment.tokens().bearer(user);
        var missing = client.post("/api/v1/payments", "{\"amount\":5}", "Authorization", bearer);
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(json(missing).get("code").asText()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
        for (String bad : List.of("short", "has a blank in it 0123", "x".repeat(256))) {
            var answer = pay("{\"amount\":5}", bad);
            assertThat(json(answer).get("code").asText()).as(bad).isEqualTo("IDEMPOTENCY_KEY_INVALID");
        }
    }

    private HttpResponse<String> pay(String body, String key) {
        return client.post(
                "/api/v1/payments", body, "Authorization", environment.tokens().bearer(user), "Idempotency-Key", key);
    }

    private int effects() {
        return jdbc.queryForObject(
                "select count(*) from effects where subject = ? and event_id = 'call'", Integer.class, user.toString());
    }

    private int outboxRows() {
        return jdbc.queryForObject("select count(*) from outbox where key = ?", Integer.class, user.toString());
    }
}
