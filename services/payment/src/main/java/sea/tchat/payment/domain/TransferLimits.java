package sea.tchat.payment.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;

/** How much may leave a wallet in a day and in a month of its owner's calendar. */
public record TransferLimits(Money day, Money month) {

    /** What has left it since the day and the month began. */
    public record Sent(Money today, Money thisMonth) {}

    /** When the owner's day and month began. */
    public record Calendar(Instant day, Instant month) {
        public static Calendar at(Instant now, ZoneId zone) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return new Calendar(
                    today.atStartOfDay(zone).toInstant(),
                    today.withDayOfMonth(1).atStartOfDay(zone).toInstant());
        }
    }

    public static TransferLimits of(String currency, KycLevel level) {
        WalletCurrency table = WalletCurrency.valueOf(currency);
        return new TransferLimits(table.transfersADay(level), table.transfersAMonth(level));
    }

    /** @throws Refused {@code LIMIT_EXCEEDED} with {@code period}, {@code limit} and what {@code remaining} */
    public void require(Money amount, Sent sent) {
        require("day", day, sent.today(), amount);
        require("month", month, sent.thisMonth(), amount);
    }

    private static void require(String period, Money limit, Money sent, Money amount) {
        Money left = limit.minus(sent);
        if (left.isLessThan(amount)) {
            throw new Refused(
                    "LIMIT_EXCEEDED",
                    "transfers a " + period,
                    Map.of(
                            "period",
                            period,
                            "limit",
                            limit,
                            "remaining",
                            new Money(Math.max(0, left.amount()), left.currency())));
        }
    }
}
