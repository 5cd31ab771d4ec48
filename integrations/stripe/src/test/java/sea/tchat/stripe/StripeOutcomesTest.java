package sea.tchat.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Outcome;

class StripeOutcomesTest {
    private final StripeOutcomes outcomes = new StripeOutcomes();

    @ParameterizedTest
    @CsvSource({
        "400, parameter_missing, false",
        "400, amount_too_small, false",
        "401, api_key_expired, false",
        "403, account_invalid, false",
        "404, resource_missing, false",
        "429, rate_limit, true",
        "400, rate_limit, true",
        "409, lock_timeout, true"
    })
    void refusesForCertainWhatStripeRefused(int status, String code, boolean retryable) {
        assertThat(outcomes.classify(fault(status, code))).contains(new Outcome.Rejected(null, code, retryable));
    }

    @ParameterizedTest
    @CsvSource({"500, api_error", "502, x", "503, x", "504, x", "409, idempotency_key_in_use", "400, idempotency_error"
    })
    void doesNotKnowWhatAFaultOrAnotherCallUnderTheKeyHasDone(int status, String code) {
        assertThat(outcomes.classify(fault(status, code))).contains(new Outcome.Unknown(code));
    }

    @Test
    void tellsWhyACardWasDeclinedAndOfWhichIntent() {
        CardException declined =
                new CardException("wording", "req_1", "card_declined", null, "insufficient_funds", null, 402, null);
        StripeError error = new StripeError();
        PaymentIntent intent = new PaymentIntent();
        intent.setId("pi_1");
        error.setPaymentIntent(intent);
        declined.setStripeError(error);
        assertThat(outcomes.classify(declined)).contains(new Outcome.Rejected("pi_1", "insufficient_funds", false));
    }

    @Test
    void obeysStripeAboutTryingAgain() {
        StripeException busy = fault(429, "rate_limit");
        StripeError error = new StripeError();
        error.setLastResponse(
                new StripeResponse(429, HttpHeaders.of(Map.of("Stripe-Should-Retry", List.of("false"))), "{}"));
        busy.setStripeError(error);
        assertThat(outcomes.classify(busy)).contains(new Outcome.Rejected(null, "rate_limit", false));
    }

    @Test
    void tellsWhatNeverLeftFromWhatGotNoAnswer() {
        assertThat(outcomes.classify(new ApiConnectionException("x", new ConnectException("refused"))))
                .contains(new Outcome.Rejected(null, "not_reached", true));
        assertThat(outcomes.classify(new ApiConnectionException("x", new SocketTimeoutException("Read timed out"))))
                .contains(new Outcome.Unknown("no_answer"));
    }

    @Test
    void leavesToOthersWhatIsNotStripes() {
        assertThat(outcomes.classify(new IOException("disk"))).isEmpty();
    }

    private static StripeException fault(int status, String code) {
        return new ApiException("wording", "req_1", code, status, null);
    }
}
