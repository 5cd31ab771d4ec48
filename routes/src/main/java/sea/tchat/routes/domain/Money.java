package sea.tchat.routes.domain;

import java.util.Objects;
import java.util.Set;

/**
 * An amount in the minor unit of an ISO 4217 currency.
 *
 * @param amount minor units; 15000 THB are 150.00 baht, 15000 VND are 15,000 dong
 * @param currency upper-case ISO code of a wallet currency
 */
public record Money(long amount, String currency) {
    public static final Set<String> CURRENCIES = Set.of("THB", "SGD", "IDR", "MYR", "PHP", "VND", "USD");

    public Money {
        Objects.requireNonNull(currency, "currency");
        if (!CURRENCIES.contains(currency)) {
            throw new IllegalArgumentException("not a wallet currency: " + currency);
        }
    }

    /** @throws ArithmeticException when the sum leaves 64 bits: money never wraps */
    public Money plus(Money other) {
        requireSame(other);
        return new Money(Math.addExact(amount, other.amount), currency);
    }

    public Money minus(Money other) {
        requireSame(other);
        return new Money(Math.subtractExact(amount, other.amount), currency);
    }

    public boolean isLessThan(Money other) {
        requireSame(other);
        return amount < other.amount;
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not mix");
        }
    }
}
