package sea.tchat.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Money;

class StripeAmountsTest {

    @ParameterizedTest
    @CsvSource({
        "15000, THB, 15000",
        "50, SGD, 50",
        "200, MYR, 200",
        "1000000, IDR, 1000000",
        "5000, PHP, 5000",
        "15000, VND, 15000",
        "50, USD, 50"
    })
    void writesAndReadsTheMinorUnit(long ours, String currency, long theirs) {
        StripeAmounts line = StripeAmounts.of(currency).orElseThrow();
        assertThat(line.toStripe(new Money(ours, currency))).contains(theirs);
        assertThat(line.fromStripe(theirs)).isEqualTo(new Money(ours, currency));
        assertThat(StripeAmounts.of(line.code())).contains(line);
    }

    @ParameterizedTest
    @CsvSource({"0, THB", "-1, VND", "100000000, THB", "199, MYR", "49, USD"})
    void keepsToTheLimits(long amount, String currency) {
        assertThat(StripeAmounts.valueOf(currency).toStripe(new Money(amount, currency)))
                .isEmpty();
    }

    @Test
    void doesNotMixCurrencies() {
        assertThat(StripeAmounts.THB.toStripe(new Money(1_000, "SGD"))).isEmpty();
    }

    @Test
    void hasALineForEachWalletCurrency() {
        assertThat(Money.CURRENCIES)
                .allMatch(currency -> StripeAmounts.of(currency).isPresent());
    }
}
