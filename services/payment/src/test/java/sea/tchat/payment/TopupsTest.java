package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import sea.tchat.routes.domain.Json;
import sea.tchat.sandbox.Sandbox;

/** PromptPay against the sandbox's Omise: real calls, real signatures, and faults where they hurt. */
class TopupsTest extends PaymentTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    MeterRegistry meters;

    @Autowired
    CamelContext camel;

    private static Sandbox sandbox;

    private ProviderStandIn provider;
    private UUID user;
    private String wallet;

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @BeforeEach
    void fresh() throws IOException {
        if (sandbox == null) {
            Map<String, String> settings = new HashMap<>(environment.settings());
            settings.put("SANDBOX_RETRY_MS", "200");
            sandbox = Sandbox.start(settings);
        }
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
        assertThat(calls("charge", "done")).isPositive();
        assertThat(calls("lookup", "done")).isPositive();
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
    void noticesAPaymentWhoseWebhookIsLost() throws Exception {
        // Nobody takes webhooks until the payment was noticed; what is sent meanwhile comes late.
        camel.getRouteController().stopRoute("payment.receive-webhook");
        try {
            Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
            String charge = provider.charge(topup.id());
            provider.pay(charge);
            awaitState(topup.id(), "completed");
            assertThat(api.balance(user, wallet)).isEqualTo(50_000);
            assertThat(jdbc.queryForList("select kind from provider_events where reference = ?", charge))
                    .isEmpty();
        } finally {
            camel.getRouteController().startRoute("payment.receive-webhook");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "transfer.send, trsf_test_1",
        "refund.create, rfnd_test_1",
        "customer.destroy, cust_test_1",
        "charge.complete, chrg_test_nobodys"
    })
    void hasDoneAtOnceWithAnEventOfNoChargeOfOurs(String kind, String reference) throws Exception {
        Api.Answer answer = provider.tell(kind, reference, environment.get("OMISE_WEBHOOK_SECRET"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        await().atMost(SOON).until(() -> finding(kind, reference) != null);
        assertThat(jdbc.queryForMap("select finding, tries from provider_events where reference = ?", reference))
                .isEqualTo(Map.of("finding", "foreign", "tries", 1));
    }

    @Test
    void givesUpOnAnEventThatNobodyAnswersAbout() {
        String reference = "chrg_test_" + UUID.randomUUID();
        jdbc.update(
                "insert into provider_events (provider, event_id, kind, reference, tries)"
                        + " values ('omise', ?, 'charge.complete', ?, 3)",
                reference,
                reference);
        await().atMost(SOON).until(() -> "unanswered".equals(finding("charge.complete", reference)));
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
        assertThat(calls("charge", "unknown")).isPositive();
        String charge = provider.charge(topup.id());
        assertThat(api.topup(user, wallet, 70_000, key).text()).isEqualTo(topup.text());
        await().atMost(SOON).until(() -> nextAction(topup.id()).equals("display_qr"));
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

    /** The provider is away while it is asked, then says that it knows no such charge: only that counts. */
    @Test
    void doesNotTakeSilenceForAChargeThatWasNeverMade() {
        provider.order("reset_before");
        Api.Answer topup = api.topup(user, wallet, 70_000, Api.key());
        Map<String, Object> away = Map.of(
                "provider",
                "omise",
                "path_prefix",
                "/charges",
                "method",
                "GET",
                "fault",
                "status",
                "status",
                503,
                "times",
                1_000);
        provider.control("POST", "/faults", away);
        await().atMost(SOON).until(() -> attempt(topup.id(), "checks") > 3);
        assertThat(attempt(topup.id(), "absences")).isZero();
        provider.control("DELETE", "/faults", null);
        await().atMost(SOON).until(() -> attempt(topup.id(), "absences") > 0);
        awaitState(topup.id(), "failed");
        assertThat(attempt(topup.id(), "absences")).isEqualTo(3);
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
        assertThat(calls("charge", "rejected")).isPositive();
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
        jdbc.update("update transactions set next_action = null where id = ?::uuid", topup.id());
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
        assertThat(resumed.json().path("next_action")).isEqualTo(topup.json().path("next_action"));
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
    void beginsNothingForAFrozenWalletAndStillCreditsWhatWasPaid() {
        Api.Answer topup = api.topup(user, wallet, 50_000, Api.key());
        funds.freeze(wallet);
        assertThat(api.topup(user, wallet, 50_000, Api.key()).code()).isEqualTo("WALLET_FROZEN");
        assertThat(jdbc.queryForObject("select count(*) from transactions where to_user_id = ?", Integer.class, user))
                .isEqualTo(1);
        provider.pay(provider.charge(topup.id()));
        awaitState(topup.id(), "completed");
        assertThat(api.balance(user, wallet)).isEqualTo(50_000);
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

    private String nextAction(String id) {
        return api.get(user, "/api/v1/transactions/" + id)
                .json()
                .at("/next_action/type")
                .asText();
    }

    private int attempt(String id, String column) {
        return jdbc.queryForObject(
                "select " + column + " from attempts where transaction_id = ?::uuid", Integer.class, id);
    }

    private long calls(String operation, String outcome) {
        Timer timer = meters.find("provider.call.duration")
                .tags("provider", "omise", "operation", operation, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private String finding(String kind, String charge) {
        return jdbc
                .queryForList(
                        "select finding from provider_events where kind = ? and reference = ?",
                        String.class,
                        kind,
                        charge)
                .stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
