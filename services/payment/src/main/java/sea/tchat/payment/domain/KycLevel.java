package sea.tchat.payment.domain;

import sea.tchat.routes.domain.Money;

/** How well a user is known, 0 (phone only) to 3, and by what that scales the limits of level 1. */
public enum KycLevel {
    PHONE(1, 5),
    BASIC(1, 1),
    FULL(5, 1),
    ENHANCED(25, 1);

    private final long times;
    private final long dividedBy;

    KycLevel(long times, long dividedBy) {
        this.times = times;
        this.dividedBy = dividedBy;
    }

    /** A level that is not in the table counts as the lowest: a claim we do not understand earns nobody more. */
    public static KycLevel of(int level) {
        return level >= 0 && level < values().length ? values()[level] : PHONE;
    }

    Money scale(Money limit) {
        return new Money(Math.multiplyExact(limit.amount(), times) / dividedBy, limit.currency());
    }
}
