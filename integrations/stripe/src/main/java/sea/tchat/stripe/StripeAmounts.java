package sea.tchat.stripe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import sea.tchat.routes.domain.Money;

/**
 * Amounts at Stripe: one line a currency. They are whole numbers of the minor unit; VND has none, IDR has two decimals and so is
 * multiplied by 100 (docs.stripe.com/currencies). At most eight digits, for IDR more. Least amounts hold for the currency that the
 * account settles in and are only partly documented: where none is named Stripe itself refuses.
 */
public enum StripeAmounts {
    THB(100, 100, 1, 99_999_999),
    SGD(100, 100, 1, 99_999_999),
    MYR(100, 100, 200, 99_999_999),
    IDR(100, 100, 1, 999_999_999_999L),
    PHP(100, 100, 1, 99_999_999),
    VND(1, 1, 1, 99_999_999),
    USD(100, 100, 50, 99_999_999);

    private final int ours;
    private final int theirs;
    private final long least;
    private final long most;

    /**
     * @param ours our minor units in one main unit
     * @param theirs Stripe's
     */
    StripeAmounts(int ours, int theirs, long least, long most) {
        this.ours = ours;
        this.theirs = theirs;
        this.least = least;
        this.most = most;
    }

    /** @param currency ISO code in either case; empty when it is none of ours */
    public static Optional<StripeAmounts> of(String currency) {
        return Arrays.stream(values())
                .filter(line -> line.name().equalsIgnoreCase(currency))
                .findFirst();
    }

    /** As Stripe writes it: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return what goes into a request; empty when it is not an amount that Stripe takes */
    public Optional<Long> toStripe(Money money) {
        long scaled = Math.multiplyExact(money.amount(), theirs);
        long amount = scaled / ours;
        boolean takes = money.currency().equals(name()) && scaled % ours == 0 && amount >= least && amount <= most;
        return takes ? Optional.of(amount) : Optional.empty();
    }

    /** What an answer means. */
    public Money fromStripe(long amount) {
        return new Money(Math.multiplyExact(amount, ours) / theirs, name());
    }
}
