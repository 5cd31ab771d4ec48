package sea.tchat.omise;

/** A charge that Omise is not even asked for, because it could only refuse. It carries no stack trace: it is an answer, not a fault. */
public final class OmiseNotChargeable extends RuntimeException {
    private final String reason;

    /** @param reason as a code: {@code currency_not_supported}, {@code amount_out_of_range} … */
    public OmiseNotChargeable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
