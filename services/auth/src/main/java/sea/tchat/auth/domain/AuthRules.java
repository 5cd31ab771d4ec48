package sea.tchat.auth.domain;

import java.time.Duration;

/** The figures of signing in: one line of one table each. Limits on sends stand in {@code application.yaml}, as operators tune them. */
public final class AuthRules {
    /** How long a code is good for, from its last sending. */
    public static final Duration OTP_LIFETIME = Duration.ofMinutes(5);

    /** Tries of one verification, the right one counted as well; after that it is dead. */
    public static final int OTP_TRIES = 5;

    /** Further codes on one verification. */
    public static final int OTP_RESENDS = 3;

    public static final Duration ACCESS_LIFETIME = Duration.ofHours(1);
    public static final Duration REFRESH_LIFETIME = Duration.ofDays(30);

    /** For how long an exchanged refresh token still gives the same pair: the answer may have been lost on its way. */
    public static final Duration REFRESH_GRACE = Duration.ofSeconds(10);

    /** Live sessions of a user; one more ends the oldest. */
    public static final int SESSIONS = 5;

    private AuthRules() {}
}
