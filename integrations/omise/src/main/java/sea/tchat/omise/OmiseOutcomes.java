package sea.tchat.omise;

import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.policy.OutcomeClassifier;

/**
 * What Omise's errors mean for a charge. Omise documents no idempotency key, so whatever may have been processed is unknown: it is
 * looked up by our transaction id and never sent again by itself.
 *
 * <table>
 *   <caption>first match; statuses and codes from docs.opn.ooo/api-errors</caption>
 *   <tr><td>not asked for: currency, amount, method</td><td>rejected for good</td></tr>
 *   <tr><td>no connection was made</td><td>rejected, may be sent again: nothing has left</td></tr>
 *   <tr><td>429</td><td>rejected, may be sent again</td></tr>
 *   <tr><td>backend_error (a 400 that says "try again")</td><td>unknown: to be looked up first</td></tr>
 *   <tr><td>400, 401, 403, 404, 422</td><td>rejected for good, with Omise's code</td></tr>
 *   <tr><td>everything else: 5xx, time-out, reset, unreadable</td><td>unknown</td></tr>
 * </table>
 */
public final class OmiseOutcomes implements OutcomeClassifier {
    private static final Set<Integer> REFUSED = Set.of(400, 401, 403, 404, 422);
    private static final Set<String> TO_BE_LOOKED_UP = Set.of("backend_error");

    @Override
    public Optional<Outcome> classify(Throwable fault) {
        if (fault instanceof OmiseNotChargeable refusal) {
            return Optional.of(new Outcome.Rejected(null, refusal.reason(), false));
        }
        if (fault instanceof OmiseFault answer) {
            return Optional.of(of(answer));
        }
        return neverLeft(fault) ? Optional.of(new Outcome.Rejected(null, "not_reached", true)) : Optional.empty();
    }

    private static Outcome of(OmiseFault answer) {
        if (answer.status() == 429) {
            return new Outcome.Rejected(null, answer.code(), true);
        }
        if (REFUSED.contains(answer.status()) && !TO_BE_LOOKED_UP.contains(answer.code())) {
            return new Outcome.Rejected(null, answer.code(), false);
        }
        return new Outcome.Unknown(answer.code());
    }

    private static boolean neverLeft(Throwable fault) {
        return fault instanceof HttpHostConnectException
                || fault instanceof ConnectTimeoutException
                || fault instanceof ConnectionRequestTimeoutException
                || fault instanceof UnknownHostException;
    }
}
