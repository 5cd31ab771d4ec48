package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The state machine of a transaction: each state with the steps that lead out of it. The table {@code transaction_steps} holds the
 * same for the database, which refuses any other.
 */
public enum TransactionState {
    PENDING,
    PROCESSING,
    /** A provider was called and nobody knows yet with what effect. */
    UNKNOWN,
    COMPLETED,
    FAILED,
    CANCELLED,
    EXPIRED,
    PARTIALLY_REFUNDED,
    REFUNDED;

    public Set<TransactionState> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(PROCESSING, CANCELLED, EXPIRED);
            case PROCESSING -> EnumSet.of(COMPLETED, FAILED, UNKNOWN);
            case UNKNOWN -> EnumSet.of(COMPLETED, FAILED);
            case COMPLETED -> EnumSet.of(PARTIALLY_REFUNDED, REFUNDED);
            case PARTIALLY_REFUNDED -> EnumSet.of(REFUNDED);
            case FAILED, CANCELLED, EXPIRED, REFUNDED -> EnumSet.noneOf(TransactionState.class);
        };
    }

    /** Whether a provider's answer may still move it; afterwards a late event is recorded and changes nothing. */
    public boolean isOpen() {
        return this == PROCESSING || this == UNKNOWN;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TransactionState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
