package sea.tchat.routes.domain;

import java.util.Map;

/**
 * A charge as its provider tells it when asked: what a charge-lookup kamelet answers with.
 *
 * @param reference the provider's id
 * @param transactionId ours, from the provider's metadata; null when the charge is not one of ours
 * @param state {@code pending}, {@code completed}, {@code failed} or {@code expired}
 * @param amount in our minor units, converted by the provider's own table
 * @param reason the provider's code of a failure, else null
 * @param nextAction what the payer has still to do, in the form of {@link Outcome.Done#nextAction}; empty when nothing
 */
public record ProviderCharge(
        String reference,
        String transactionId,
        String state,
        Money amount,
        String reason,
        Map<String, Object> nextAction) {}
