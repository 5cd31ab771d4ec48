package sea.tchat.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sea.tchat.routes.domain.Charge;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.domain.ProviderCharge;
import sea.tchat.testkit.FreePort;

/** Both of Omise's charge kamelets: what one does not know, the other finds out. */
class OmiseChargeSinkTest {
    private static final Money AMOUNT = new Money(15_000, "THB");
    private static final String GOOD_CARD = "4242424242424242";

    @TempDir
    static Path data;

    private static Providers providers;
    private static CamelContext camel;
    private int requestsBefore;

    @BeforeAll
    static void start() throws Exception {
        providers = Providers.start(data, null);
        Map<String, Object> parameters = new LinkedHashMap<>(
                Map.of("secretKey", Providers.OMISE_KEY, "readTimeout", 400, "baseUrl", providers.url("/omise")));
        camel = Kamelets.start(new RouteBuilder() {
            @Override
            public void configure() {
                calls("charge", "omise-charge-sink", parameters);
                calls("wrong-key", "omise-charge-sink", with(parameters, "secretKey", "skey_test_another"));
                calls(
                        "nobody-there",
                        "omise-charge-sink",
                        with(parameters, "baseUrl", "http://127.0.0.1:" + FreePort.next()));
                calls("lookup", "omise-charge-lookup-sink", parameters);
                calls("hasty-lookup", "omise-charge-lookup-sink", with(parameters, "pages", 1));
                calls(
                        "lookup-elsewhere",
                        "omise-charge-lookup-sink",
                        with(parameters, "baseUrl", providers.url("/sandbox/nowhere")));
            }

            private void calls(String name, String kamelet, Map<String, Object> parameters) {
                from("direct:" + name)
                        .routeId("test." + name)
                        .routeConfigurationId("provider")
                        .to(Kamelets.uri(kamelet, parameters));
            }
        });
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    @AfterAll
    static void stop() {
        camel.stop();
        providers.close();
    }

    @BeforeEach
    void count() {
        requestsBefore = 0;
        requestsBefore = requests();
    }

    @Test
    void givesACodeToScanForPromptPay() {
        Charge charge = promptPay();
        Outcome.Done done = (Outcome.Done) charge("charge", charge);
        assertThat(done.reference()).startsWith("chrg_");
        assertThat(done.state()).isEqualTo("pending");
        assertThat(done.nextAction())
                .containsEntry("type", "display_qr")
                .containsOnlyKeys("type", "qr_image_url", "expires_at");
        assertThat((String) done.nextAction().get("qr_image_url")).startsWith("http");
        assertThat(Instant.parse((String) done.nextAction().get("expires_at"))).isAfter(Instant.now());
        JsonNode sent = providers.requests("omise").get(0);
        assertThat(sent.path("version").asText()).isEqualTo("2019-05-29");
        assertThat(sent.at("/params/metadata/transaction_id").asText())
                .isEqualTo(charge.transactionId().toString());
    }

    @Test
    void chargesACard() {
        Outcome.Done done = (Outcome.Done) charge("charge", card(GOOD_CARD));
        assertThat(done.state()).isEqualTo("completed");
        assertThat(done.nextAction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4111111111140011, insufficient_fund", "4111111111130012, stolen_or_lost_card"})
    void tellsWhyACardWasDeclined(String number, String reason) {
        Outcome.Rejected rejected = (Outcome.Rejected) charge("charge", card(number));
        assertThat(rejected.reference()).startsWith("chrg_");
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.retryable()).isFalse();
    }

    @Test
    void isRefusedTheSecondTimeWithTheSameToken() {
        Charge charge = card(GOOD_CARD);
        charge("charge", charge);
        assertThat(charge("charge", charge)).isEqualTo(new Outcome.Rejected(null, "used_token", false));
    }

    @Test
    void doesNotAskOmiseForWhatItCannotCharge() {
        Charge dong = new Charge(Ids.next(), new Money(100_000, "VND"), "promptpay", null, null);
        assertThat(charge("charge", dong)).isEqualTo(new Outcome.Rejected(null, "currency_not_supported", false));
        assertThat(requests()).isZero();
    }

    @Test
    void isRefusedWithAWrongKey() {
        assertThat(charge("wrong-key", promptPay()))
                .isEqualTo(new Outcome.Rejected(null, "authentication_failure", false));
    }

    @Test
    void triesAgainWhatOmiseHadNoTimeFor() {
        providers.order("omise", "status", Map.of("status", 429));
        assertThat(charge("charge", promptPay())).isInstanceOf(Outcome.Done.class);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void saysThatItMayBeTriedLaterWhenOmiseStaysBusy() {
        providers.order("omise", "status", Map.of("status", 429, "times", 3));
        assertThat(charge("charge", promptPay())).isEqualTo(new Outcome.Rejected(null, "too_many_requests", true));
        assertThat(requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void doesNotKnowAndDoesNotChargeTwiceWhenOmiseFailsAfterCharging(int status) {
        providers.order("omise", "status_after", Map.of("status", status));
        isUnknownOnceAndFoundLater();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset_after", "timeout_after", "garbage_after"})
    void doesNotKnowAndDoesNotChargeTwiceWhenTheAnswerIsLost(String fault) {
        providers.order("omise", fault, Map.of("delay_ms", 1_500));
        isUnknownOnceAndFoundLater();
    }

    private void isUnknownOnceAndFoundLater() {
        Charge charge = promptPay();
        assertThat(charge("charge", charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(requests()).isEqualTo(1);
        ProviderCharge found = (ProviderCharge) lookup("transaction_id", charge.transactionId());
        assertThat(found.transactionId()).isEqualTo(charge.transactionId().toString());
        assertThat(found.state()).isEqualTo("pending");
        assertThat(found.amount()).isEqualTo(AMOUNT);
        assertThat(found.nextAction()).containsEntry("type", "display_qr");
    }

    @ParameterizedTest
    @CsvSource({"status, 500", "reset_before, 0", "status, 400"})
    void doesNotKnowWhenItWasNotChargedAndTheLookUpSaysSo(String fault, int status) {
        providers.order("omise", fault, status == 0 ? Map.of() : Map.of("status", status, "code", "backend_error"));
        Charge charge = promptPay();
        assertThat(charge("charge", charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(lookup("transaction_id", charge.transactionId())).isNull();
    }

    @Test
    void saysThatNothingLeftWhenNobodyIsThere() {
        assertThat(charge("nobody-there", promptPay())).isEqualTo(new Outcome.Rejected(null, "not_reached", true));
    }

    @Test
    void sendsNoHeadersOfTheCallersAndLeavesNone() {
        Message answer = request(
                "charge",
                Map.of("user_id", "u", "CamelHttpPath", "/../x", "CamelHttpUri", "http://127.0.0.1:9"),
                promptPay());
        assertThat(answer.getBody()).isInstanceOf(Outcome.Done.class);
        assertThat(answer.getHeaders()).containsOnlyKeys("user_id");
    }

    @Test
    void findsAChargeByItsIdInEachState() {
        String paid = ((Outcome.Done) charge("charge", card(GOOD_CARD))).reference();
        assertThat(((ProviderCharge) lookup("provider_reference", paid)).state())
                .isEqualTo("completed");
        String declined = ((Outcome.Rejected) charge("charge", card("4111111111140011"))).reference();
        assertThat((ProviderCharge) lookup("provider_reference", declined))
                .satisfies(found -> assertThat(found.state()).isEqualTo("failed"))
                .satisfies(found -> assertThat(found.reason()).isEqualTo("insufficient_fund"));
        Charge charge = promptPay();
        Outcome.Done made = (Outcome.Done) charge("charge", charge);
        String waiting = made.reference();
        assertThat(made.nextAction()).isNotEmpty();
        assertThat(lookup("provider_reference", waiting))
                .isEqualTo(new ProviderCharge(
                        waiting, charge.transactionId().toString(), "pending", AMOUNT, null, made.nextAction()));
        providers.post("/omise/charges/" + waiting + "/expire", Map.of(), Providers.OMISE_KEY);
        assertThat(((ProviderCharge) lookup("provider_reference", waiting)).state())
                .isEqualTo("expired");
    }

    @Test
    void findsNothingUnderAnIdThatOmiseDoesNotKnow() {
        assertThat(lookup("provider_reference", "chrg_test_nothing")).isNull();
        assertThat(lookup("transaction_id", UUID.randomUUID())).isNull();
    }

    @Test
    void doesNotTakeAWrongAddressForAChargeThatDoesNotExist() {
        assertThat(request("lookup-elsewhere", Map.of("provider_reference", "chrg_test_nothing"), null)
                        .getBody())
                .isEqualTo(new Outcome.Rejected(null, "http_404", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trsf_test_1", "../account", "chrg_1/capture", "chrg_1?x=1", ""})
    void asksOmiseForNothingElseThanACharge(String reference) {
        assertThat(lookup("provider_reference", reference)).isNull();
        assertThat(requests()).isZero();
    }

    @Test
    void readsPageAfterPageAndSaysWhenItGaveUp() {
        UUID old = UUID.randomUUID();
        charge("charge", new Charge(old, AMOUNT, "promptpay", null, null));
        for (int i = 0; i < 120; i++) {
            charge("charge", promptPay());
        }
        assertThat(((ProviderCharge) lookup("transaction_id", old)).transactionId())
                .isEqualTo(old.toString());
        assertThat(request("hasty-lookup", Map.of("transaction_id", old), null).getBody())
                .isEqualTo(new Outcome.Unknown("search_given_up"));
    }

    @Test
    void doesNotKnowWhatOmiseDoesNotAnswer() {
        providers.order("omise", "status", Map.of("status", 503));
        assertThat(lookup("provider_reference", "chrg_test_nothing")).isInstanceOf(Outcome.Unknown.class);
        providers.order("omise", "garbage", Map.of());
        assertThat(lookup("transaction_id", UUID.randomUUID())).isInstanceOf(Outcome.Unknown.class);
    }

    private static Charge promptPay() {
        return new Charge(Ids.next(), AMOUNT, "promptpay", null, null);
    }

    private static Charge card(String number) {
        return new Charge(Ids.next(), AMOUNT, "card", providers.token(number), "https://tchat.example/back");
    }

    private int requests() {
        return (int) providers.requests("omise").stream()
                        .filter(request -> request.path("path").asText().startsWith("/charges"))
                        .count()
                - requestsBefore;
    }

    private static Object charge(String route, Charge charge) {
        return request(route, Map.of(), charge).getBody();
    }

    private static Object lookup(String header, Object id) {
        return request("lookup", Map.of(header, id), "any body").getBody();
    }

    private static Message request(String route, Map<String, Object> headers, Object body) {
        Exchange answer = camel.createProducerTemplate().request("direct:" + route, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
        assertThat(answer.getException()).isNull();
        return answer.getMessage();
    }
}
