package sea.tchat.sandbox.wire;

import java.security.SecureRandom;

/** Identifiers that look like the providers' own. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Ids() {}

    public static String stripe(String prefix) {
        return prefix + random(24, 62);
    }

    /** {@code chrg_test_} and 19 characters of base 36. */
    public static String omise(String kind) {
        StringBuilder id = new StringBuilder(kind).append("_test_");
        for (int i = 0; i < 19; i++) {
            id.append(Character.forDigit(RANDOM.nextInt(36), 36));
        }
        return id.toString();
    }

    /** Two letters and 32 hexadecimal digits. */
    public static String twilio(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 32; i++) {
            id.append(Character.forDigit(RANDOM.nextInt(16), 16));
        }
        return id.toString();
    }

    private static String random(int length, int alphabet) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(BASE62.charAt(RANDOM.nextInt(alphabet)));
        }
        return id.toString();
    }
}
