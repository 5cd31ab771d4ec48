package sea.tchat.omise;

/**
 * An answer of Omise that is not the object that was asked for: an error object, or something that cannot be read. It says what was
 * answered, {@link OmiseOutcomes} what that means. No stack trace: where it is made says nothing.
 */
public final class OmiseFault extends RuntimeException {
    private final int status;
    private final String code;

    /**
     * @param status of HTTP
     * @param code Omise's, or {@code unreadable} and the like where there is none; never its wording
     */
    public OmiseFault(int status, String code) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
