package sea.tchat.auth.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token: 256 random bits, of which the server keeps the hash. With so many bits the hash needs neither salt nor
 * slowness.
 *
 * <p>The pair that it was exchanged for is kept for a few seconds, for a client that lost the answer. It is sealed under a key made
 * from this token: whoever reads the table has only the hash and cannot open it, whoever has the token was given the pair anyway.
 *
 * @param value as the client holds it
 */
public record RefreshToken(String value) {
    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "tchat refresh token: sealed successor".getBytes(StandardCharsets.US_ASCII);

    public static RefreshToken draw(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What the server knows it by: SHA-256. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** AES-256-GCM: nonce, then the sealed text. */
    public byte[] seal(TokenPair successor, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text =
                (successor.refreshToken().value() + "\n" + successor.accessToken()).getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, text);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException when it was not sealed by this token */
    public TokenPair unseal(byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
        String[] lines = new String(text, StandardCharsets.US_ASCII).split("\n");
        return new TokenPair(lines[1], new RefreshToken(lines[0]));
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] text) {
        byte[] key = Hmac.sha256(value.getBytes(StandardCharsets.UTF_8), PURPOSE);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
