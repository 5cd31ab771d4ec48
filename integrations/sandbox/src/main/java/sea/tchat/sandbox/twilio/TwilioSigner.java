package sea.tchat.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import sea.tchat.sandbox.webhooks.Hmac;
import sea.tchat.sandbox.webhooks.Signer;
import sea.tchat.sandbox.wire.Forms;

/**
 * {@code X-Twilio-Signature}: base 64 of HMAC-SHA1 over the URL and each POST field, sorted by name, as name and value; key is the account's auth token
 * (Twilio documentation, "Validating Signatures").
 */
public final class TwilioSigner implements Signer {
    @Override
    public Map<String, String> sign(String url, byte[] body, long unixSeconds, String key) {
        StringBuilder text = new StringBuilder(url);
        Map<String, List<String>> fields = Forms.fields(new String(body, StandardCharsets.UTF_8));
        new TreeMap<>(fields).forEach((name, values) -> new TreeSet<>(values)
                .forEach(v -> text.append(name).append(v)));
        byte[] hash =
                Hmac.sha1(key.getBytes(StandardCharsets.UTF_8), text.toString().getBytes(StandardCharsets.UTF_8));
        return Map.of("X-Twilio-Signature", Base64.getEncoder().encodeToString(hash));
    }
}
