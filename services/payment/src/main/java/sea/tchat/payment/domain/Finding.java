package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import sea.tchat.routes.domain.ProviderCharge;

/** What a provider's answer means for a transaction of ours. */
public enum Finding {
    /** Paid: credit it. */
    PAID,
    /** It will never be paid. */
    FAILED,
    /** The payer has still to act. */
    WAITING,
    /** The provider knows no such charge; not final while the call may still be on its way. */
    ABSENT,
    /** It has said so often enough and for long enough: the charge was never made. */
    NEVER_MADE,
    /** The provider's charge is not what we asked for: for a human. Nothing is moved. */
    MISMATCH,
    /** The transaction has its final state: recorded, and changes nothing. */
    LATE,
    /** Not a charge of ours. */
    FOREIGN,
    /** The provider did not answer; ask again. */
    UNANSWERED;

    private static final Set<String> FAILED_STATES = Set.of("failed", "expired");

    /**
     * @param transaction ours, or null when there is none for the charge
     * @param attempt its attempt that was not refused, or null
     * @param charge the provider's, or null when it knows none
     * @param rule when an absent charge counts as never made
     */
    public static Finding of(
            Enquiry enquiry, Transaction transaction, Attempt attempt, ProviderCharge charge, NeverMade rule) {
        if (transaction == null || attempt == null && transaction.state().isOpen()) {
            return FOREIGN;
        }
        if (!transaction.state().isOpen()) {
            return paidAfterAll(transaction, charge) ? MISMATCH : LATE;
        }
        if (charge == null) {
            return absent(attempt, rule);
        }
        if (!matches(transaction, attempt, enquiry.provider(), charge)) {
            return MISMATCH;
        }
        if (charge.state().equals("completed")) {
            return PAID;
        }
        return FAILED_STATES.contains(charge.state()) ? FAILED : WAITING;
    }

    /** Money came in for what we have told the user has failed. */
    private static boolean paidAfterAll(Transaction transaction, ProviderCharge charge) {
        return transaction.state() == TransactionState.FAILED
                && charge != null
                && charge.state().equals("completed");
    }

    /** A charge that once had a reference cannot vanish. */
    private static Finding absent(Attempt attempt, NeverMade rule) {
        if (attempt.reference() != null) {
            return MISMATCH;
        }
        return rule.isProvedBy(attempt) ? NEVER_MADE : ABSENT;
    }

    private static boolean matches(Transaction transaction, Attempt attempt, String provider, ProviderCharge charge) {
        return provider.equals(attempt.provider())
                && transaction.id().toString().equals(charge.transactionId())
                && transaction.amount().equals(charge.amount())
                && (attempt.reference() == null || attempt.reference().equals(charge.reference()));
    }

    /** Whose transaction a charge says it is, or null when it names none of our form. */
    public static UUID transactionOf(ProviderCharge charge) {
        try {
            return charge == null || charge.transactionId() == null ? null : UUID.fromString(charge.transactionId());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
