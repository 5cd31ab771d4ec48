package sea.tchat.sandbox.twilio;

import java.util.Arrays;
import java.util.Optional;

/** Twilio's test numbers and the refusals they stand for (Twilio documentation, "Test Credentials"). The HTTP status of 21611 is not documented; 400 is assumed. */
enum MagicNumber {
    INVALID_TO("+15005550001", null, 21211, "The 'To' number is not a valid phone number."),
    UNROUTABLE("+15005550002", null, 21612, "The 'To' phone number is not currently reachable via SMS."),
    NO_GEO_PERMISSION("+15005550003", null, 21408, "Permission to send an SMS has not been enabled for the region."),
    UNSUBSCRIBED("+15005550004", null, 21610, "Attempt to send to unsubscribed recipient"),
    NOT_A_MOBILE("+15005550009", null, 21614, "'To' number is not a valid mobile number"),
    INVALID_FROM(
            null,
            "+15005550001",
            21212,
            "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID."),
    NOT_OWNED(
            null,
            "+15005550007",
            21606,
            "The 'From' phone number is not a valid, message-capable Twilio phone number."),
    QUEUE_FULL(null, "+15005550008", 21611, "This 'From' number has exceeded the maximum number of queued messages");

    private final String to;
    private final String from;
    private final int code;
    private final String message;

    MagicNumber(String to, String from, int code, String message) {
        this.to = to;
        this.from = from;
        this.code = code;
        this.message = message;
    }

    static Optional<MagicNumber> refusing(String to, String from) {
        return Arrays.stream(values())
                .filter(number -> to.equals(number.to) || from != null && from.equals(number.from))
                .findFirst();
    }

    String code() {
        return String.valueOf(code);
    }

    String message() {
        return message;
    }
}
