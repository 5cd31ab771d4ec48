package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a transaction does. */
public enum TransactionKind {
    TOPUP,
    TRANSFER;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TransactionKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
