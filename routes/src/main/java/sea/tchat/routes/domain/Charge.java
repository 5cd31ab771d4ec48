package sea.tchat.routes.domain;

import java.util.UUID;

/**
 * What a charge kamelet takes, whoever the provider is; it answers with an {@link Outcome}.
 *
 * @param transactionId ours; goes along as metadata and, where the provider has such, as its idempotency key
 * @param method {@code promptpay}, {@code card} …
 * @param source the provider's token of a card, or null where the method needs none
 * @param returnUrl where the payer comes back to after a redirect, or null
 */
public record Charge(UUID transactionId, Money amount, String method, String source, String returnUrl) {}
