package sea.tchat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.ProviderCharge;

class FindingTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Money AMOUNT = new Money(50_000, "THB");

    @ParameterizedTest
    @CsvSource({
        "processing, completed, paid",
        "unknown, completed, paid",
        "processing, failed, failed",
        "unknown, expired, failed",
        "processing, pending, waiting",
        "completed, completed, late",
        "completed, failed, late",
        "failed, failed, late",
        "failed, completed, mismatch"
    })
    void movesOnlyWhatIsOpen(String state, String charge, String finding) {
        assertThat(of(state, attempt("chrg_1"), charge("chrg_1", ID.toString(), charge, AMOUNT), 0))
                .isEqualTo(finding);
    }

    @Test
    void believesNoChargeThatIsNotTheOneAskedFor() {
        Attempt attempt = attempt("chrg_1");
        assertThat(of("processing", attempt, charge("chrg_1", ID.toString(), "completed", new Money(1, "THB")), 0))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", ID.toString(), "completed", new Money(50_000, "SGD")), 0))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_2", ID.toString(), "completed", AMOUNT), 0))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", UUID.randomUUID().toString(), "completed", AMOUNT), 0))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", null, "completed", AMOUNT), 0))
                .isEqualTo("mismatch");
    }

    @Test
    void givesUpOnAnAbsentChargeOnlyAfterSomeChecks() {
        assertThat(of("processing", attempt(null), null, 2)).isEqualTo("absent");
        assertThat(of("unknown", attempt(null), null, 3)).isEqualTo("never_made");
        assertThat(of("processing", attempt("chrg_1"), null, 3)).isEqualTo("mismatch");
    }

    @Test
    void leavesAloneWhatIsNotOurs() {
        Enquiry enquiry = new Enquiry("omise", "chrg_1", null, 0);
        assertThat(Finding.of(enquiry, null, null, charge("chrg_1", null, "completed", AMOUNT), 3))
                .isEqualTo(Finding.FOREIGN);
        assertThat(Finding.transactionOf(charge("chrg_1", "not-a-uuid", "completed", AMOUNT)))
                .isNull();
    }

    private static String of(String state, Attempt attempt, ProviderCharge charge, int checks) {
        Instant now = Instant.now();
        Transaction transaction = new Transaction(
                ID,
                TransactionKind.TOPUP,
                TransactionState.of(state),
                null,
                AMOUNT,
                null,
                UUID.randomUUID(),
                null,
                UUID.randomUUID(),
                "promptpay",
                null,
                null,
                null,
                now,
                now);
        return Finding.of(new Enquiry("omise", null, ID, checks), transaction, attempt, charge, 3)
                .wire();
    }

    private static Attempt attempt(String reference) {
        return new Attempt(ID, 1, "omise", Attempt.State.DONE, reference, 0, false);
    }

    private static ProviderCharge charge(String reference, String transactionId, String state, Money amount) {
        return new ProviderCharge(reference, transactionId, state, amount, null);
    }
}
