package sea.tchat.omise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Charge;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Outcome;

class OmiseChargesTest {
    private static final UUID ID = UUID.fromString("0197a2b4-0000-7000-8000-000000000001");
    private final OmiseCharges charges = new OmiseCharges();

    @Test
    void writesAPromptPayChargeWithItsSourceInside() {
        String body = charges.request(new Charge(ID, new Money(15_000, "THB"), "promptpay", null, null));
        assertThat(Json.tree(body)).isEqualTo(Json.tree("""
                        {"amount": 15000, "currency": "THB", "source": {"type": "promptpay"},
                         "metadata": {"transaction_id": "0197a2b4-0000-7000-8000-000000000001"}}"""));
    }

    @Test
    void writesACardChargeWithItsTokenAndTheWayBack() {
        String body = charges.request(
                new Charge(ID, new Money(2_500, "SGD"), "card", "tokn_test_1", "https://tchat.example/back"));
        assertThat(Json.tree(body)).isEqualTo(Json.tree("""
                        {"amount": 2500, "currency": "SGD", "card": "tokn_test_1", "capture": true,
                         "return_uri": "https://tchat.example/back",
                         "metadata": {"transaction_id": "0197a2b4-0000-7000-8000-000000000001"}}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "promptpay, SGD, , currency_not_supported",
        "card, VND, tokn_test_1, currency_not_supported",
        "card, THB, , missing_card",
        "card, THB, ' ', missing_card",
        "seashells, THB, , method_not_supported"
    })
    void doesNotAskForWhatCanOnlyBeRefused(String method, String currency, String source, String reason) {
        assertThatThrownBy(() -> charges.request(new Charge(ID, new Money(10_000, currency), method, source, null)))
                .isInstanceOfSatisfying(OmiseNotChargeable.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "failed, insufficient_fund, insufficient_fund",
        "failed, , failed",
        "expired, , payment_expired",
        "reversed, , reversed"
    })
    void takesAFailedChargeForARefusalAlthoughItsStatusIs200(String status, String code, String reason) {
        String answer = Json.write(Map.of("object", "charge", "id", "chrg_1", "status", status));
        String failed = code == null ? answer : answer.replace("}", ",\"failure_code\":\"" + code + "\"}");
        assertThat(charges.outcome(200, failed)).isEqualTo(new Outcome.Rejected("chrg_1", reason, false));
    }

    @Test
    void sendsThePayerToTheBankWhenTheCardAsksForIt() {
        String answer = """
                {"object": "charge", "id": "chrg_1", "status": "pending", "authorize_uri": "https://pay.example/1"}""";
        assertThat(charges.outcome(200, answer))
                .isEqualTo(new Outcome.Done(
                        "chrg_1", "pending", Map.of("type", "redirect", "url", "https://pay.example/1")));
    }

    @Test
    void takesAStatusItDoesNotKnowForPending() {
        assertThat(charges.outcome(200, "{\"object\": \"charge\", \"id\": \"chrg_1\", \"status\": \"pondering\"}"))
                .isEqualTo(new Outcome.Done("chrg_1", "pending", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>, unreadable_answer",
        "200, , unreadable_answer",
        "200, {}, unexpected_object",
        "200, '{\"object\":\"charge\"}', unexpected_object",
        "502, <html>, http_502",
        "429, '{\"object\":\"error\",\"code\":\"too_many_requests\"}', too_many_requests"
    })
    void doesNotTakeAnythingElseForACharge(int status, String body, String code) {
        assertThatThrownBy(() -> charges.outcome(status, body)).isInstanceOfSatisfying(OmiseFault.class, fault -> {
            assertThat(fault.status()).isEqualTo(status);
            assertThat(fault.code()).isEqualTo(code);
        });
    }
}
