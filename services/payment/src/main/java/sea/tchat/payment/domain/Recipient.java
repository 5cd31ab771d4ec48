package sea.tchat.payment.domain;

import java.util.UUID;
import sea.tchat.routes.domain.Refused;

/** What is known of the user whom money is sent to. */
public enum Recipient {
    KNOWN,
    /** Neither the events nor the auth service know such a user. */
    ABSENT,
    /** The auth service did not answer: nothing can be said, so nothing is done. */
    UNANSWERED;

    /** @throws Refused {@code RECIPIENT_UNAVAILABLE}, or {@code SERVICE_UNAVAILABLE}, which no idempotency key keeps */
    public void requireOtherThan(UUID sender, UUID recipient) {
        if (sender.equals(recipient)) {
            throw new Refused("RECIPIENT_UNAVAILABLE", "money cannot be sent to oneself");
        }
        switch (this) {
            case ABSENT -> throw new Refused("RECIPIENT_UNAVAILABLE");
            case UNANSWERED ->
                throw new Refused("SERVICE_UNAVAILABLE", "the recipient could not be looked up; try again");
            case KNOWN -> {
                // nothing speaks against it
            }
        }
    }
}
