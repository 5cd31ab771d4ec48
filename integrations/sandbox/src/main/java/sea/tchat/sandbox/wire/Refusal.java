package sea.tchat.sandbox.wire;

/**
 * A request that the provider refuses: everything its error body needs, in the provider's own terms. Thrown from a check to the front, one frame or two up, without a stack
 * trace; it undoes what the operation had written.
 */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String type;
    private final String code;
    private final String param;

    private Refusal(int status, String type, String code, String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, null, code, null, message);
    }

    public Refusal type(String newType) {
        return new Refusal(status, newType, code, param, getMessage());
    }

    public Refusal param(String newParam) {
        return new Refusal(status, type, code, newParam, getMessage());
    }

    public int status() {
        return status;
    }

    /** Stripe's error type, null elsewhere. */
    public String type() {
        return type;
    }

    public String code() {
        return code;
    }

    public String param() {
        return param;
    }
}
