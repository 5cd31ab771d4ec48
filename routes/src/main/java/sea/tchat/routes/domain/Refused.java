package sea.tchat.routes.domain;

import java.util.Map;

/**
 * A request that is understood and turned down by a rule, to be answered with the error of the given code (errors.yaml).
 * It carries no stack trace: it is an answer, not a fault, and costs no more than a return. Thrown inside a transaction
 * it rolls the transaction back.
 */
public final class Refused extends RuntimeException {
    private final String code;
    private final transient Map<String, Object> members;

    public Refused(String code) {
        this(code, null, Map.of());
    }

    public Refused(String code, String detail) {
        this(code, detail, Map.of());
    }

    /** @param members further members of the problem document, such as {@code attempts_left} */
    public Refused(String code, String detail, Map<String, Object> members) {
        super(detail == null ? code : code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.members = members;
    }

    private final String detail;

    public String code() {
        return code;
    }

    /** What went against the rule, for a developer; may be null. */
    public String detail() {
        return detail;
    }

    public Map<String, Object> members() {
        return members == null ? Map.of() : members;
    }
}
