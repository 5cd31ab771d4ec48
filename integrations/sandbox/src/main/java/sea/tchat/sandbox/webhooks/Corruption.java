package sea.tchat.sandbox.webhooks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Ways to attack the receiver of a webhook with a delivery that is almost right. */
public enum Corruption {
    /** One digit of the signature is another. */
    SIGNATURE,
    /** The body is changed after signing. */
    BODY,
    /** Signed rightly, but for a time far off (by {@code offset} seconds, 301 in the past unless told). */
    TIMESTAMP,
    /** No signature headers at all. */
    UNSIGNED,
    /** Signed with another secret. */
    SECRET;

    public static Optional<Corruption> of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    Map<String, String> headers(Map<String, String> signed) {
        return switch (this) {
            case UNSIGNED -> Map.of();
            case SIGNATURE -> each(signed, Corruption::otherEnd);
            default -> signed;
        };
    }

    byte[] body(byte[] body) {
        if (this != BODY) {
            return body;
        }
        // A blank more is still good JSON and an honest form: only the signature can tell.
        byte[] changed = Arrays.copyOf(body, body.length + 1);
        changed[body.length] = ' ';
        return changed;
    }

    String key(String key) {
        return this == SECRET ? new StringBuilder(key).reverse().toString() : key;
    }

    private static Map<String, String> each(Map<String, String> headers, UnaryOperator<String> change) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        // The time stamp of Omise is a header of its own and stays right.
        changed.replaceAll((name, value) -> name.endsWith("Timestamp") ? value : change.apply(value));
        return changed;
    }

    /** Changes a character near the end, before the padding of base 64. */
    private static String otherEnd(String signature) {
        int at = signature.length() - 3;
        char other = signature.charAt(at) == '0' ? '1' : '0';
        return signature.substring(0, at) + other + signature.substring(at + 1);
    }
}
