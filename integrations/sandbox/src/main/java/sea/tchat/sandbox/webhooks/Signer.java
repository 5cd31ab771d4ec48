package sea.tchat.sandbox.webhooks;

import java.util.Map;

/** How one provider signs what it sends. */
@FunctionalInterface
public interface Signer {
    /**
     * @param url exactly as it was given to the provider
     * @param body raw bytes as they will be sent
     * @param unixSeconds the time the signature claims, where the provider's form has one
     * @param key the provider's key in its usual spelling, or a wrong one on purpose
     * @return the signature headers
     */
    Map<String, String> sign(String url, byte[] body, long unixSeconds, String key);
}
