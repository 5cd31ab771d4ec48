package sea.tchat.sandbox.webhooks;

/**
 * Who sends: a provider's name, its signature, its key, and its patience.
 *
 * @param key signing key in its usual spelling
 * @param attempts how often a delivery is tried in all
 */
public record Sender(String provider, Signer signer, String key, int attempts) {}
