package sea.tchat.migrations;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** A migration that could not be done. The message is one line for the operator: what failed, where, and what to do. */
public final class MigrationException extends RuntimeException {

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The innermost message below {@code problem}, on one line: drivers wrap what the server said several times. */
    static String reason(Throwable problem) {
        String reason = problem.getClass().getSimpleName();
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || Stream.of(at.getSuppressed()).anyMatch(ConnectException.class::isInstance)) {
                return "connection refused";
            }
            if (at instanceof UnknownHostException) {
                return "unknown host";
            }
            if (at.getMessage() != null) {
                reason = at.getMessage();
            }
        }
        return reason.replaceAll("\\s+", " ").strip();
    }
}
