package sea.tchat.payment.domain;

import java.util.UUID;

/**
 * A question to a provider: what became of this charge? Each of a webhook, the schedule and a repeated request asks it.
 *
 * @param reference the provider's id, or null to search by ours
 * @param transactionId ours, or null where a webhook names the provider's only
 */
public record Enquiry(String provider, String reference, UUID transactionId) {
    public static Enquiry after(ProviderEvent event) {
        return new Enquiry(event.provider(), event.reference(), null);
    }
}
