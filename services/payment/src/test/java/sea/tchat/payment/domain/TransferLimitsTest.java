package sea.tchat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sea.tchat.payment.domain.TransferLimits.Calendar;
import sea.tchat.payment.domain.TransferLimits.Sent;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;

class TransferLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "THB, 0, 200000, 1000000",
        "THB, 1, 1000000, 5000000",
        "IDR, 1, 450000000, 2200000000",
        "VND, 1, 7000000, 35000000",
        "VND, 0, 1400000, 7000000",
        "USD, 2, 150000, 750000",
        "SGD, 3, 1000000, 5000000",
        "SGD, 9, 8000, 40000"
    })
    void areInMinorUnitsAndGrowWithTheLevel(String currency, int level, long day, long month) {
        TransferLimits limits = TransferLimits.of(currency, KycLevel.of(level));
        assertThat(limits.day()).isEqualTo(new Money(day, currency));
        assertThat(limits.month()).isEqualTo(new Money(month, currency));
    }

    @Test
    void countWhatWasSentAlready() {
        TransferLimits limits = TransferLimits.of("THB", KycLevel.BASIC);
        Sent sent = new Sent(new Money(400_000, "THB"), new Money(4_900_000, "THB"));
        assertThatCode(() -> limits.require(new Money(100_000, "THB"), sent)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.require(new Money(100_001, "THB"), sent))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.members())
                        .containsEntry("period", "month")
                        .containsEntry("remaining", new Money(100_000, "THB")));
    }

    @Test
    void beginWithTheOwnersDay() {
        Instant now = Instant.parse("2026-11-30T17:30:00Z");
        Calendar bangkok = Calendar.at(now, ZoneId.of("Asia/Bangkok"));
        assertThat(bangkok.day()).isEqualTo(Instant.parse("2026-11-30T17:00:00Z"));
        assertThat(bangkok.month()).isEqualTo(Instant.parse("2026-11-30T17:00:00Z"));
        assertThat(Calendar.at(now, ZoneId.of("UTC")).month()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(WalletCurrency.class)
    void everyCurrencyHasARange(WalletCurrency currency) {
        assertThat(currency.topupLeast().isLessThan(currency.topupMost())).isTrue();
        assertThat(Money.CURRENCIES).contains(currency.name());
    }
}
