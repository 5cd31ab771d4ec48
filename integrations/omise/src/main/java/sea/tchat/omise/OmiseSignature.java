package sea.tchat.omise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of Omise's webhooks: hexadecimal HMAC-SHA256 of {@code <Omise-Signature-Timestamp>.<raw body>} under the base 64
 * decoded secret. For a day after the secret was changed the header bears two signatures, separated by a comma; either will do.
 * Compared in constant time. Omise names no tolerance for the time; ours bounds the past and the future.
 */
final class OmiseSignature {
    static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final int MOST_SIGNATURES = 4;

    private final byte[] key;
    private final Clock clock;

    /** @throws IllegalArgumentException the secret is not base 64, or empty */
    OmiseSignature(String secret, Clock clock) {
        this.key = Base64.getDecoder().decode(secret);
        this.clock = clock;
    }

    /**
     * @param body the bytes as they came
     * @param signatures header {@code Omise-Signature}, or null
     * @param timestamp header {@code Omise-Signature-Timestamp}, seconds since 1970, or null
     */
    boolean isValid(byte[] body, String signatures, String timestamp) {
        if (body == null || signatures == null || timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            return false;
        }
        byte[] expected = HexFormat.of().formatHex(hmac(timestamp, body)).getBytes(StandardCharsets.US_ASCII);
        boolean valid = false;
        for (String given : signatures.split(",", MOST_SIGNATURES)) {
            byte[] signature = given.trim().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            valid |= MessageDigest.isEqual(expected, signature);
        }
        return valid;
    }

    private byte[] hmac(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
