package sea.tchat.auth.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The server's secret beside each code. A million codes are tried in no time, so a hash alone would hide nothing from whoever
 * reads the table; without this key they cannot try.
 */
public final class Pepper {
    private static final int SHORTEST = 32;
    private static final int BLIND_BYTES = 16;
    private final byte[] key;

    /** @throws IllegalArgumentException for a secret of fewer than 32 characters */
    public Pepper(String secret) {
        if (secret == null || secret.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "OTP_PEPPER needs at least " + SHORTEST + " characters: openssl rand -base64 32");
        }
        this.key = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The verification goes into it: a code is right for the one it was sent for, and nowhere else. */
    public byte[] mac(UUID verification, Otp code) {
        byte[] digits = code.digits().getBytes(StandardCharsets.US_ASCII);
        return Hmac.sha256(
                key,
                ByteBuffer.allocate(16 + digits.length)
                        .putLong(verification.getMostSignificantBits())
                        .putLong(verification.getLeastSignificantBits())
                        .put(digits)
                        .array());
    }

    /** Whether it is the right code, in the same time for every wrong one. */
    public boolean matches(UUID verification, Otp code, byte[] mac) {
        return MessageDigest.isEqual(mac(verification, code), mac);
    }

    /** A name for a phone number or a device where something has to be counted and nobody has to read it. */
    public String blind(String text) {
        byte[] mac = Hmac.sha256(key, ("blind:" + text).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(mac, BLIND_BYTES));
    }
}
