package sea.tchat.omise;

import java.util.Arrays;
import java.util.Optional;
import sea.tchat.routes.domain.Money;

/**
 * Amounts at Omise: one line a currency. They are whole numbers of the smallest unit, which for Omise is a hundredth in every
 * currency but JPY, and so also for IDR; PHP and VND cannot be charged (docs.omise.co/currency-and-amount).
 */
public enum OmiseAmounts {
    /** Thai account: 20 to 150,000 baht. */
    THB(100, 100, 2_000, 15_000_000),
    SGD(100, 100, 100, 2_000_000),
    MYR(100, 100, 100, 10_000_000),
    // Cards only, converted; Omise publishes no limits of theirs, it refuses what it does not take.
    IDR(100, 100, 1, Long.MAX_VALUE),
    USD(100, 100, 1, Long.MAX_VALUE);

    private final int ours;
    private final int theirs;
    private final long least;
    private final long most;

    /**
     * @param ours our minor units in one main unit
     * @param theirs Omise's
     * @param least and most: what Omise takes in one charge, in its units
     */
    OmiseAmounts(int ours, int theirs, long least, long most) {
        this.ours = ours;
        this.theirs = theirs;
        this.least = least;
        this.most = most;
    }

    /** @param currency ISO code in either case; empty when Omise cannot charge it */
    public static Optional<OmiseAmounts> of(String currency) {
        return Arrays.stream(values())
                .filter(line -> line.name().equalsIgnoreCase(currency))
                .findFirst();
    }

    /**
     * What goes into a request.
     *
     * @throws OmiseNotChargeable the currency or the amount is none that Omise takes; nothing was sent
     */
    public static long toOmise(Money money) {
        OmiseAmounts line = of(money.currency()).orElseThrow(() -> new OmiseNotChargeable("currency_not_supported"));
        long amount = Math.multiplyExact(money.amount(), line.theirs) / line.ours;
        boolean whole = Math.multiplyExact(money.amount(), line.theirs) % line.ours == 0;
        if (!whole || amount < line.least || amount > line.most) {
            throw new OmiseNotChargeable("amount_out_of_range");
        }
        return amount;
    }

    /**
     * What an answer means.
     *
     * @throws OmiseFault a currency that was never sent there
     */
    public static Money fromOmise(long amount, String currency) {
        OmiseAmounts line = of(currency).orElseThrow(() -> new OmiseFault(200, "unexpected_currency"));
        return new Money(Math.multiplyExact(amount, line.ours) / line.theirs, line.name());
    }
}
