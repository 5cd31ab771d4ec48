package sea.tchat.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code Stripe-Signature: t=<seconds>,v1=<hex>[,v1=…]}: HMAC-SHA256 of {@code t.<raw body>} under the whole {@code whsec_…} string
 * (docs.stripe.com/webhooks, "Verify manually"). Any {@code v1} that matches will do, {@code v0} is ignored. Compared in constant time.
 *
 * <p>In place of the SDK's check, which bounds only the past, and reads the body as text: a signature is over bytes.
 */
public final class StripeSignature {
    public static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final int MOST_PARTS = 16;

    private final SecretKeySpec key;
    private final Clock clock;

    public StripeSignature(String secret, Clock clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    /**
     * @param body the bytes as they came
     * @param header {@code Stripe-Signature}, or null
     */
    public boolean isValid(byte[] body, String header) {
        if (body == null || header == null) {
            return false;
        }
        String time = null;
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",", MOST_PARTS)) {
            String text = part.trim();
            if (text.startsWith("t=")) {
                time = text.substring(2);
            } else if (text.startsWith("v1=")) {
                signatures.add(text.substring(3));
            }
        }
        return time != null
                && time.matches("\\d{1,12}")
                && isNow(Long.parseLong(time))
                && matches(time, body, signatures);
    }

    private boolean isNow(long seconds) {
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= TOLERANCE.toSeconds();
    }

    private boolean matches(String time, byte[] body, List<String> signatures) {
        byte[] expected = HexFormat.of().formatHex(hmac(time, body)).getBytes(StandardCharsets.US_ASCII);
        boolean valid = false;
        for (String signature : signatures) {
            valid |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return valid;
    }

    private byte[] hmac(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
