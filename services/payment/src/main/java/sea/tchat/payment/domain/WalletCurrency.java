package sea.tchat.payment.domain;

import sea.tchat.routes.domain.Money;

/** The currencies of wallets and what may be done in each: the one table of it. Amounts in major units, as people say them. */
public enum WalletCurrency {
    //  exponent, transfers a day and a month at KYC level 1, top-up from and to
    THB(2, 10_000, 50_000, 50, 100_000),
    SGD(2, 400, 2_000, 1, 3_500),
    IDR(2, 4_500_000, 22_000_000, 15_000, 35_000_000),
    MYR(2, 1_300, 6_500, 5, 10_000),
    PHP(2, 16_000, 80_000, 50, 150_000),
    VND(0, 7_000_000, 35_000_000, 25_000, 60_000_000),
    USD(2, 300, 1_500, 1, 2_500);

    private final int exponent;
    private final long transferDay;
    private final long transferMonth;
    private final long topupLeast;
    private final long topupMost;

    WalletCurrency(int exponent, long transferDay, long transferMonth, long topupLeast, long topupMost) {
        this.exponent = exponent;
        this.transferDay = transferDay;
        this.transferMonth = transferMonth;
        this.topupLeast = topupLeast;
        this.topupMost = topupMost;
    }

    public Money transfersADay(KycLevel level) {
        return level.scale(minor(transferDay));
    }

    public Money transfersAMonth(KycLevel level) {
        return level.scale(minor(transferMonth));
    }

    public Money topupLeast() {
        return minor(topupLeast);
    }

    public Money topupMost() {
        return minor(topupMost);
    }

    private Money minor(long major) {
        long amount = major;
        for (int i = 0; i < exponent; i++) {
            amount *= 10;
        }
        return new Money(amount, name());
    }
}
