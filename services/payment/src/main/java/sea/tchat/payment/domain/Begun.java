package sea.tchat.payment.domain;

import java.util.UUID;

/**
 * What an idempotency key holds between the transaction that begins a top-up and the one that knows what the provider said. Kept
 * with status 202, which is never answered to a client.
 */
public record Begun(UUID transactionId) {}
