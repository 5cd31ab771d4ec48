package sea.tchat.sandbox.webhooks;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes from the JDK. */
public final class Hmac {
    private Hmac() {}

    public static byte[] sha256(byte[] key, byte[]... parts) {
        return hash("HmacSHA256", key, parts);
    }

    public static byte[] sha1(byte[] key, byte[]... parts) {
        return hash("HmacSHA1", key, parts);
    }

    private static byte[] hash(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
