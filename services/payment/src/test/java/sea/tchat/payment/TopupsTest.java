package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sea.tchat.routes.domain.Json;
import sea.tchat.sandbox.Sandbox;

/** PromptPay against the sandbox's Omise: real calls, real signatures, and faults where they hurt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopupsTest extends PaymentTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Sandbox sandbox;
    private ProviderStandIn provider;
    private UUID user;
    private String wallet;

    @BeforeAll
    void open() throws Exception {
        Map<String, String> settings = new HashMap<>(environment.settings());
        settings.put("SANDBOX_RETRY_MS", "200");
        sandbox = Sandbox.start(settings);
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @BeforeEach
    void fresh() {
        provider = new ProviderStandIn(api, sandbox.url(), environment.get("OMISE_SECRET_KEY"));
        provider.control("DELETE", "/faults", null);
        user = funds.user();
        wallet = api.wallet(user, "THB");
    }

    @Test
    void creditsOnceWhatWasPaidByPromptPay() {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        assertThat(topup.status()).as(topup.text()).isEqualTo(201);
        assertThat(topup.json().at("/state").asText()).isEqualTo("processing");
        assertThat(topup.json().at("/next_action/type").asText()).isEqualTo("display_qr");
        assertThat(topup.json().at("/next_action/qr_image_url").asText()).startsWith("http");
        assertThat(api.balance(user, wallet)).isZero();

        String charge = provider.charge(topup.id());
        provider.pay(charge);
        awaitState(topup.id(), "completed");
        assertThat(api.balance(user, wallet)).isEqualTo(50_000);
        JsonNode seen = api.get(user, "/api/v1/transactions/" + topup.id()).json();
        assertThat(states(seen)).containsExactly("pending", "processing", "completed");
        assertThat(seen.path("next_action").isNull()).isTrue();
        await().atMost(SOON).until(() -> finding("charge.complete", charge) != null);
        assertThat(provider.chargesFor(topup.id())).isEqualTo(1);
    }

    @Test
    void creditsOnceHoweverOftenTheWebhookComes() throws Exception {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        String charge = provider.charge(topup.id());
        provider.pay(charge);
        inParallel(20, () -> provider.control("POST", "/webhooks/omise/redeliver", Map.of()));
        awaitState(topup.id(), "completed");
        await().atMost(SOON).until(() -> finding("charge.complete", charge) != null);
        assertThat(jdbc.queryForObject(
                        "select count(*) from provider_events where reference = ? and kind = 'charge.complete'",
                        Integer.class,
                        charge))
                .isEqualTo(1);
        assertThat(api.balance(user, wallet)).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "body", "timestamp", "unsigned", "secret"})
    void refusesAWebhookThatOmiseHasNotSigned(String corruption) {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        provider.charge(topup.id());
        await().atMost(SOON).until(() -> !provider.control("GET", "/webhooks?provider=omise", null)
                .isEmpty());
        JsonNode answer = provider.control("POST", "/webhooks/omise/redeliver", Map.of("corrupt", corruption));
        assertThat(answer.at("/statuses/0").asInt()).isEqualTo(401);
    }

    @Test
    void knowsNoOtherProvidersWebhooks() {
        Api.Answer answer = api.post(null, "/api/v1/webhooks/nobody", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void noticesAPaymentWhoseWebhookIsLost() {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        String charge = provider.charge(topup.id());
        // Stored and worked on already, so that only the schedule can find out.
        jdbc.update("update provider_events set finding = 'waiting' where reference = ?", charge);
        jdbc.update(
                "insert into provider_events (provider, event_id, kind, reference, finding)"
                        + " select 'omise', 'lost-' || n, 'x', ?, 'late' from generate_series(1, 3) n on conflict do nothing",
                charge);
        provider.pay(charge);
        awaitState(topup.id(), "completed");
        assertThat(api.balance(user, wallet)).isEqualTo(50_000);
    }

    @Test
    void failsWhenTheProviderSaysSo() {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        provider.control("POST", "/omise/charges/" + provider.charge(topup.id()) + "/fail", Map.of());
        awaitState(topup.id(), "failed");
        JsonNode seen = api.get(user, "/api/v1/transactions/" + topup.id()).json();
        assertThat(seen.path("failure_reason").asText()).isEqualTo("failed_processing");
        assertThat(api.balance(user, wallet)).isZero();
    }

    @Test
    void oneKeyIsOneCharge() throws Exception {
        String key = Api.key();
        List<Api.Answer> answers = inParallel(10, () -> api.topup(user, wallet, 60_000, key));
        assertThat(answers)
                .allMatch(
                        a -> a.status() == 201 || a.status() == 409 && a.code().equals("IDEMPOTENCY_KEY_IN_USE"));
        Api.Answer first =
                answers.stream().filter(a -> a.status() == 201).findFirst().orElseThrow();
        Api.Answer again = api.topup(user, wallet, 60_000, key);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.replayed()).isTrue();
        assertThat(api.topup(user, wallet, 60_001, key).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(provider.chargesFor(first.id())).isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from transactions where to_user_id = ?", Integer.class, user))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset_after", "status_after", "garbage_after"})
    void findsTheChargeWhoseAnswerWasLost(String fault) {
        provider.order(fault);
        String key = Api.key();
        Api.Answer topup = api.topup(user, wallet, 70_000, key);
        assertThat(topup.status()).as(topup.text()).isEqualTo(201);
        assertThat(topup.json().path("state").asText()).isEqualTo("unknown");
        String charge = provider.charge(topup.id());
        assertThat(api.topup(user, wallet, 70_000, key).text()).isEqualTo(topup.text());
        provider.pay(charge);
        awaitState(topup.id(), "completed");
        assertThat(api.balance(user, wallet)).isEqualTo(70_000);
        assertThat(provider.chargesFor(topup.id())).isEqualTo(1);
    }

    @Test
    void givesUpOnAChargeThatWasNeverMade() {
        provider.order("reset_before");
        Api.Answer topup = api.topup(user, wallet, 70_000, Api.key());
        assertThat(topup.json().path("state").asText()).isEqualTo("unknown");
        awaitState(topup.id(), "failed");
        assertThat(provider.chargesFor(topup.id())).isZero();
    }

    @Test
    void tellsThatTheProviderRefused() {
        provider.control(
                "POST",
                "/faults",
                Map.of(
                        "provider",
                        "omise",
                        "path_prefix",
                        "/charges",
                        "method",
                        "POST",
                        "fault",
                        "status",
                        "status",
                        400));
        String key = Api.key();
        Api.Answer refused = api.topup(user, wallet, 70_000, key);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("PAYMENT_REFUSED");
        assertThat(api.topup(user, wallet, 70_000, key).text()).isEqualTo(refused.text());
        String id = refused.json().path("transaction_id").asText();
        assertThat(api.get(user, "/api/v1/transactions/" + id)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("failed");
    }

    /** As a process leaves it that dies between the first transaction and the call, or between the call and the second one. */
    @Test
    void goesOnAfterACrashWithoutChargingAgain() {
        String key = Api.key();
        Api.Answer topup = api.topup(user, wallet, 80_000, key);
        String charge = provider.charge(topup.id());
        jdbc.update(
                "update attempts set state = 'started', reference = null, finished_at = null,"
                        + " next_check_at = now() + interval '1 hour' where transaction_id = ?::uuid",
                topup.id());
        jdbc.update(
                "update idempotency_keys set status_code = 202, response_body = ? where key = ?",
                Json.write(Map.of("transaction_id", topup.id())),
                key);

        Api.Answer early = api.topup(user, wallet, 80_000, key);
        assertThat(early.code()).isEqualTo("IDEMPOTENCY_KEY_IN_USE");

        jdbc.update(
                "update attempts set next_check_at = now() - interval '1 second' where transaction_id = ?::uuid",
                topup.id());
        Api.Answer resumed = api.topup(user, wallet, 80_000, key);
        assertThat(resumed.status()).as(resumed.text()).isEqualTo(201);
        assertThat(resumed.id()).isEqualTo(topup.id());
        assertThat(api.topup(user, wallet, 80_000, key).text()).isEqualTo(resumed.text());
        await().atMost(SOON)
                .until(() -> charge.equals(jdbc.queryForObject(
                        "select reference from attempts where transaction_id = ?::uuid", String.class, topup.id())));
        assertThat(provider.chargesFor(topup.id())).isEqualTo(1);
    }

    @Test
    void neverCreditsAChargeOfAnotherAmount() {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        JsonNode forged = provider.omise(Map.of(
                "amount",
                2_000,
                "currency",
                "THB",
                "source",
                Map.of("type", "promptpay"),
                "metadata",
                Map.of("transaction_id", topup.id())));
        provider.pay(forged.path("id").asText());
        await().atMost(SOON).until(() -> "mismatch"
                .equals(finding("charge.complete", forged.path("id").asText())));
        assertThat(api.balance(user, wallet)).isZero();
    }

    @Test
    void refusesWhatIsNotOffered() {
        assertThat(api.topup(user, wallet, 4_999, Api.key()).code()).isEqualTo("AMOUNT_OUT_OF_RANGE");
        assertThat(api.topup(user, wallet, 10_000_001, Api.key()).code()).isEqualTo("AMOUNT_OUT_OF_RANGE");
        Map<String, Object> body = new HashMap<>(Api.topupBody(wallet, 50_000));
        body.put("method", "card");
        assertThat(api.post(user, "/api/v1/topups", Api.key(), body).code()).isEqualTo("METHOD_NOT_AVAILABLE");
        body.put("amount", Api.money(50_000, "SGD"));
        assertThat(api.post(user, "/api/v1/topups", Api.key(), body).code()).isEqualTo("CURRENCY_MISMATCH");
        body.put("card_number", "4242424242424242");
        assertThat(api.post(user, "/api/v1/topups", Api.key(), body).code()).isEqualTo("UNKNOWN_FIELD");
        assertThat(api.topup(user, wallet, 50_000, null).code()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
        String dollars = api.wallet(user, "USD");
        Map<String, Object> inDollars =
                Map.of("wallet_id", dollars, "amount", Api.money(5_000, "USD"), "method", "promptpay");
        assertThat(api.post(user, "/api/v1/topups", Api.key(), inDollars).code())
                .isEqualTo("METHOD_NOT_AVAILABLE");
    }

    private void awaitState(String id, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(api.get(user, "/api/v1/transactions/" + id)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo(state));
    }

    private String finding(String kind, String charge) {
        return jdbc
                .queryForList(
                        "select finding from provider_events where kind = ? and reference = ?",
                        String.class,
                        kind,
                        charge)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
