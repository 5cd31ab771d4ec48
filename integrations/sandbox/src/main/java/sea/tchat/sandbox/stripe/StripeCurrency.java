package sea.tchat.sandbox.stripe;

import java.util.Arrays;
import java.util.Optional;

/**
 * Currencies a Thai account takes here: decimals, and least and most in the minor unit. VND and JPY have no decimals, IDR has two. Least amounts other than USD and
 * MYR are no documented figures (they depend on the settlement currency); most is eight digits, more for IDR.
 */
enum StripeCurrency {
    THB(2, 1_000, 99_999_999),
    SGD(2, 50, 99_999_999),
    MYR(2, 200, 99_999_999),
    IDR(2, 800_000, 999_999_999_999L),
    PHP(2, 3_000, 99_999_999),
    VND(0, 13_000, 99_999_999),
    JPY(0, 50, 99_999_999),
    USD(2, 50, 99_999_999),
    EUR(2, 50, 99_999_999);

    private final int decimals;
    private final long least;
    private final long most;

    StripeCurrency(int decimals, long least, long most) {
        this.decimals = decimals;
        this.least = least;
        this.most = most;
    }

    /** Codes are lower case at Stripe. */
    static Optional<StripeCurrency> of(String code) {
        return Arrays.stream(values())
                .filter(c -> c.name().equalsIgnoreCase(code))
                .findFirst();
    }

    String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    /** For people: {@code 100.00 THB}. */
    String show(long amount) {
        return java.math.BigDecimal.valueOf(amount, decimals).toPlainString() + " " + name();
    }
}
