package sea.tchat.gateway.domain;

import java.util.Locale;

/** Why the gateway ends a socket: the code of the close frame, and the reason in it and in {@code goodbye}. */
public enum CloseReason {
    TOKEN_EXPIRED(4401),
    SESSION_ENDED(4401),
    NO_HEARTBEAT(4408),
    TOO_MANY_FRAMES(4429),
    BAD_FRAMES(4429),
    /** 1013, try again later (IANA): nothing is wrong with the client, but it does not read what it is sent. */
    SLOW_READER(1013),
    /** 1001, going away (RFC 6455): connect again, and another instance answers. */
    SHUTDOWN(1001);

    private final int code;

    CloseReason(int code) {
        this.code = code;
    }

    public short code() {
        return (short) code;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
