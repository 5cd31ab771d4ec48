package sea.tchat.sandbox.omise;

import java.util.Arrays;
import java.util.Optional;

/** What a Thai account takes, in the smallest unit. JPY is Omise's only currency without decimals; VND and PHP cannot be charged. */
enum OmiseRange {
    THB(2_000, 15_000_000),
    // Cards only, converted: the limits are the Thai ones at round rates, which is this stand-in's guess.
    SGD(80, 600_000),
    MYR(260, 2_000_000),
    IDR(900_000, 6_800_000_000L),
    JPY(85, 650_000),
    USD(60, 450_000),
    EUR(55, 420_000),
    GBP(45, 360_000),
    HKD(450, 3_500_000);

    private final long least;
    private final long most;

    OmiseRange(long least, long most) {
        this.least = least;
        this.most = most;
    }

    static Optional<OmiseRange> of(String currency) {
        return Arrays.stream(values())
                .filter(range -> range.name().equalsIgnoreCase(currency))
                .findFirst();
    }

    boolean holds(long amount) {
        return amount >= least && amount <= most;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }
}
