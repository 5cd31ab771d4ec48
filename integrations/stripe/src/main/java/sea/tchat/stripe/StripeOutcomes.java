package sea.tchat.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.policy.OutcomeClassifier;

/**
 * What Stripe's errors mean. A call that is made again under its idempotency key is safe, yet this says what is known now: a time-out
 * is not a refusal, whatever may be done about it.
 *
 * <table>
 *   <caption>first match (docs.stripe.com/error-handling and /api/idempotent_requests)</caption>
 *   <tr><td>no connection was made</td><td>rejected, may be sent again: nothing has left</td></tr>
 *   <tr><td>429, rate_limit, lock_timeout</td><td>rejected, may be sent again</td></tr>
 *   <tr><td>other 409, idempotency_error: another call has the key</td><td>unknown: what that one did is not said here</td></tr>
 *   <tr><td>402</td><td>rejected with the decline code: the payer has to do something</td></tr>
 *   <tr><td>other 4xx</td><td>rejected for good</td></tr>
 *   <tr><td>5xx, time-out, reset</td><td>unknown</td></tr>
 * </table>
 *
 * <p>Header {@code Stripe-Should-Retry} overrides whether a refusal may be tried again.
 */
public final class StripeOutcomes implements OutcomeClassifier {
    private static final Set<String> LATER = Set.of("rate_limit", "lock_timeout");
    private static final Set<String> ANOTHER_CALL = Set.of("idempotency_key_in_use", "idempotency_error");

    @Override
    public Optional<Outcome> classify(Throwable fault) {
        if (fault instanceof ApiConnectionException) {
            boolean neverLeft =
                    fault.getCause() instanceof ConnectException || fault.getCause() instanceof UnknownHostException;
            return Optional.of(
                    neverLeft ? new Outcome.Rejected(null, "not_reached", true) : new Outcome.Unknown("no_answer"));
        }
        return fault instanceof StripeException answer ? Optional.of(of(answer)) : Optional.empty();
    }

    private static Outcome of(StripeException answer) {
        int status = answer.getStatusCode() == null ? 0 : answer.getStatusCode();
        String type =
                answer.getStripeError() == null ? null : answer.getStripeError().getType();
        String code = answer.getCode() == null ? type == null ? "http_" + status : type : answer.getCode();
        if (status == 429 || LATER.contains(code)) {
            return new Outcome.Rejected(null, code, shouldRetry(answer).orElse(true));
        }
        boolean ofAnotherCall = status == 409 || ANOTHER_CALL.contains(code) || "idempotency_error".equals(type);
        if (ofAnotherCall || status < 400 || status >= 500) {
            return new Outcome.Unknown(code);
        }
        return new Outcome.Rejected(
                reference(answer), declined(answer, code), shouldRetry(answer).orElse(false));
    }

    private static String declined(StripeException answer, String code) {
        return answer instanceof CardException card && card.getDeclineCode() != null ? card.getDeclineCode() : code;
    }

    private static String reference(StripeException answer) {
        StripeError error = answer.getStripeError();
        return error == null || error.getPaymentIntent() == null
                ? null
                : error.getPaymentIntent().getId();
    }

    private static Optional<Boolean> shouldRetry(StripeException answer) {
        StripeError error = answer.getStripeError();
        return error == null || error.getLastResponse() == null
                ? Optional.empty()
                : error.getLastResponse()
                        .headers()
                        .firstValue("Stripe-Should-Retry")
                        .map(Boolean::valueOf);
    }
}
