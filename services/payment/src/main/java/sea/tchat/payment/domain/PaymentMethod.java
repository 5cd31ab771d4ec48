package sea.tchat.payment.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;

/**
 * One line of the table of what is offered: a way to top up wallets of a currency.
 *
 * @param providers who can do it, in the order in which they are tried; never empty
 */
public record PaymentMethod(String currency, String method, List<String> providers) {
    public PaymentMethod {
        if (providers == null || providers.isEmpty()) {
            throw new IllegalArgumentException("no provider for " + method + " in " + currency);
        }
        WalletCurrency.valueOf(currency);
        providers = List.copyOf(providers);
    }

    public Money least() {
        return WalletCurrency.valueOf(currency).topupLeast();
    }

    public Money most() {
        return WalletCurrency.valueOf(currency).topupMost();
    }

    /** Who is tried after {@code tried} of them have refused for certain. */
    public Optional<String> provider(int tried) {
        return tried < providers.size() ? Optional.of(providers.get(tried)) : Optional.empty();
    }

    /** @throws Refused {@code AMOUNT_OUT_OF_RANGE} with the range */
    public void requireInRange(Money amount) {
        if (amount.isLessThan(least()) || most().isLessThan(amount)) {
            throw new Refused(
                    "AMOUNT_OUT_OF_RANGE",
                    "from " + least().amount() + " to " + most().amount() + " " + currency + ", in minor units",
                    Map.of("min", least(), "max", most()));
        }
    }

    /** As {@code GET /payment-methods} shows it. */
    public Offer offer() {
        return new Offer(method, currency, least(), most(), new Money(0, currency));
    }

    /** What a client sees of it; which provider does it is not its business. */
    public record Offer(String method, String currency, Money min, Money max, Money fee) {}
}
