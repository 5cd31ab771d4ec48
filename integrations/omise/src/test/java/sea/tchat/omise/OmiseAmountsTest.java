package sea.tchat.omise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sea.tchat.routes.domain.Money;

class OmiseAmountsTest {

    @ParameterizedTest
    @CsvSource({"15000, THB, 15000", "100, SGD, 100", "2500, MYR, 2500", "1000000, IDR, 1000000", "999, USD, 999"})
    void writesAndReadsTheSmallestUnit(long ours, String currency, long theirs) {
        Money money = new Money(ours, currency);
        assertThat(OmiseAmounts.toOmise(money)).isEqualTo(theirs);
        assertThat(OmiseAmounts.fromOmise(theirs, currency.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(money);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHP", "VND"})
    void doesNotChargeWhatOmiseDoesNot(String currency) {
        assertThatThrownBy(() -> OmiseAmounts.toOmise(new Money(10_000, currency)))
                .isInstanceOfSatisfying(OmiseNotChargeable.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo("currency_not_supported"));
    }

    @ParameterizedTest
    @CsvSource({"1999, THB", "15000001, THB", "99, SGD", "0, USD", "-1, IDR"})
    void keepsToTheLimitsOfTheAccount(long amount, String currency) {
        assertThatThrownBy(() -> OmiseAmounts.toOmise(new Money(amount, currency)))
                .isInstanceOfSatisfying(OmiseNotChargeable.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo("amount_out_of_range"));
    }

    @Test
    void hasALineForEachWalletCurrencyThatOmiseCharges() {
        assertThat(Money.CURRENCIES)
                .filteredOn(currency -> OmiseAmounts.of(currency).isEmpty())
                .containsExactlyInAnyOrder("PHP", "VND");
    }
}
