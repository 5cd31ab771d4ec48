package sea.tchat.notification.domain;

import sea.tchat.routes.domain.Outcome;

/**
 * What is kept of a call of an SMS provider. Accepted is {@code sent}, not delivered; what nobody knows is {@code unknown} and never
 * tried again, as the text may have been sent.
 *
 * @param state {@code sent}, {@code failed} or {@code unknown}
 * @param reference the provider's id, or null
 * @param reason the provider's code, or null
 * @param again whether a later call is allowed: the provider certainly did nothing and said so
 */
public record SmsResult(String state, String reference, String reason, boolean again) {
    public static SmsResult of(Object answer) {
        if (answer instanceof Outcome.Done done) {
            return new SmsResult("sent", done.reference(), null, false);
        }
        if (answer instanceof Outcome.Rejected rejected) {
            return new SmsResult("failed", rejected.reference(), rejected.reason(), rejected.retryable());
        }
        return answer instanceof Outcome.Unknown unknown
                ? new SmsResult("unknown", null, unknown.reason(), false)
                : new SmsResult("unknown", null, "no_outcome", false);
    }
}
