package sea.tchat.sandbox.stripe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import sea.tchat.sandbox.webhooks.Hmac;
import sea.tchat.sandbox.webhooks.Signer;

/** {@code Stripe-Signature: t=<unix>,v1=<hex>}: HMAC-SHA256 over {@code t.body}, key is the whole {@code whsec_…} string. */
public final class StripeSigner implements Signer {
    @Override
    public Map<String, String> sign(String url, byte[] body, long unixSeconds, String key) {
        byte[] start = (unixSeconds + ".").getBytes(StandardCharsets.UTF_8);
        byte[] hash = Hmac.sha256(key.getBytes(StandardCharsets.UTF_8), start, body);
        return Map.of(
                "Stripe-Signature", "t=" + unixSeconds + ",v1=" + HexFormat.of().formatHex(hash));
    }
}
