package sea.tchat.sandbox.omise;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import sea.tchat.sandbox.webhooks.Hmac;
import sea.tchat.sandbox.webhooks.Signer;

/** {@code Omise-Signature}: hexadecimal HMAC-SHA256 over {@code <Omise-Signature-Timestamp>.<raw body>}; key is the base-64-decoded webhook secret. */
public final class OmiseSigner implements Signer {
    @Override
    public Map<String, String> sign(String url, byte[] body, long unixSeconds, String key) {
        byte[] start = (unixSeconds + ".").getBytes(StandardCharsets.UTF_8);
        byte[] hash = Hmac.sha256(secret(key), start, body);
        return Map.of(
                "Omise-Signature",
                HexFormat.of().formatHex(hash),
                "Omise-Signature-Timestamp",
                String.valueOf(unixSeconds));
    }

    private static byte[] secret(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            return key.getBytes(StandardCharsets.UTF_8); // a wrong key on purpose need not be base 64
        }
    }
}
