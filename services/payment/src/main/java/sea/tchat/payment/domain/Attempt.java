package sea.tchat.payment.domain;

import java.time.Duration;
import java.util.UUID;

/**
 * One call of one provider for a transaction, written before it was made.
 *
 * @param number 1, 2 … within the transaction
 * @param reference the provider's id, once it is known
 * @param checks how often the provider has been asked what became of it, whether or not it answered
 * @param absences how often it has answered that it knows no such charge
 * @param age how long ago the call was begun
 * @param inCall whether whoever wrote it may still be waiting for the provider
 */
public record Attempt(
        UUID transactionId,
        int number,
        String provider,
        State state,
        String reference,
        int checks,
        int absences,
        Duration age,
        boolean inCall) {

    /** Of a call; only {@code refused} lets another provider be tried. */
    public enum State {
        STARTED,
        DONE,
        REFUSED,
        UNKNOWN
    }

    /** The question to put to the provider: by its reference, or by our id where it has told none. */
    public Enquiry enquiry() {
        return new Enquiry(provider, reference, transactionId);
    }
}
