package sea.tchat.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be made to go wrong. "After" means that the provider has done its work and only the answer is lost or spoilt. */
public enum FaultKind {
    /** The given status with the provider's own error body; nothing is done. */
    STATUS(true),
    /** The work is done, then the given status is answered. At Stripe a 5xx is stored under the idempotency key, as there. */
    STATUS_AFTER(false),
    /** The work is done after {@code delay_ms}; until then a Stripe idempotency key is in use. */
    DELAY(false),
    /** The connection is reset; nothing is done. */
    RESET_BEFORE(true),
    /** The work is done, then the connection is reset. */
    RESET_AFTER(false),
    /** No answer for {@code delay_ms}, then a reset; nothing is done. */
    TIMEOUT_BEFORE(true),
    /** The work is done, then no answer for {@code delay_ms}, then a reset. */
    TIMEOUT_AFTER(false),
    /** Status 200 (or the given one) with a body that is not JSON; nothing is done. */
    GARBAGE(true),
    /** The same after the work is done. */
    GARBAGE_AFTER(false),
    /** Twilio: the message is taken and its delivery fails later, with {@code code} as ErrorCode (30003 by default). */
    UNDELIVERED(false);

    private final boolean before;

    FaultKind(boolean before) {
        this.before = before;
    }

    /** The request is not worked on at all. */
    public boolean before() {
        return before;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FaultKind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
