package sea.tchat.routes.domain;

import java.util.Map;

/**
 * What became of a call to a provider. There are three answers and no fourth: it is done, it was refused for certain, or nobody
 * knows. Only a refusal allows another provider; an unknown outcome is asked about until it is known.
 */
public sealed interface Outcome {

    /**
     * The provider has taken it.
     *
     * @param reference the provider's id of the object
     * @param state {@code completed}, or {@code pending} while the payer or the network has still to act
     * @param nextAction what the user must do, as in the public contract; empty when nothing
     */
    record Done(String reference, String state, Map<String, Object> nextAction) implements Outcome {
        public Done(String reference) {
            this(reference, "completed", Map.of());
        }
    }

    /**
     * The provider certainly did not do it.
     *
     * @param reference the provider's id of the failed object, or null when there is none
     * @param reason the provider's code, never its wording
     * @param retryable whether the same call may be made again later (a rate limit), as against never (an invalid number)
     */
    record Rejected(String reference, String reason, boolean retryable) implements Outcome {}

    /** Time-out, reset, 5xx: it may or may not have happened. */
    record Unknown(String reason) implements Outcome {}
}
