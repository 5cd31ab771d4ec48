package sea.tchat.local;

/** Something the person at the keyboard can put right; the message is one line that says what and how. */
final class LocalException extends RuntimeException {

    LocalException(String message) {
        super(message);
    }

    LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
