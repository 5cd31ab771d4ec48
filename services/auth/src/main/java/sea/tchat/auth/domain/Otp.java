package sea.tchat.auth.domain;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * A one-time code.
 *
 * @param digits six of them
 */
public record Otp(String digits) {
    private static final Pattern SIX = Pattern.compile("[0-9]{6}");
    private static final int CODES = 1_000_000;

    public Otp {
        if (!SIX.matcher(digits).matches()) {
            throw new IllegalArgumentException("a code has six digits");
        }
    }

    public static Otp draw(SecureRandom random) {
        return new Otp("%06d".formatted(random.nextInt(CODES)));
    }

    @Override
    public String toString() {
        return "Otp[******]";
    }
}
