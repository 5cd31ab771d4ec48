package sea.tchat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.ProviderCharge;

class FindingTest {
    private static final UUID ID = UUID.randomUUID();
    private static final NeverMade RULE = new NeverMade(3, Duration.ofMinutes(10));
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
        assertThat(of(state, attempt("chrg_1"), charge("chrg_1", ID.toString(), charge, AMOUNT)))
                .isEqualTo(finding);
    }

    @Test
    void believesNoChargeThatIsNotTheOneAskedFor() {
        Attempt attempt = attempt("chrg_1");
        assertThat(of("processing", attempt, charge("chrg_1", ID.toString(), "completed", new Money(1, "THB"))))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", ID.toString(), "completed", new Money(50_000, "SGD"))))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_2", ID.toString(), "completed", AMOUNT)))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", UUID.randomUUID().toString(), "completed", AMOUNT)))
                .isEqualTo("mismatch");
        assertThat(of("processing", attempt, charge("chrg_1", null, "completed", AMOUNT)))
                .isEqualTo("mismatch");
    }

    @Test
    void givesUpOnAnAbsentChargeOnlyAfterSomeAnswersAndSomeTime() {
        assertThat(of("processing", absent(2, 1, RULE.after()), null)).isEqualTo("absent");
        assertThat(of("unknown", absent(3, 2, RULE.after()), null)).isEqualTo("never_made");
        assertThat(of("unknown", absent(3, 2, RULE.after().minusMillis(1)), null))
                .isEqualTo("absent");
        assertThat(of("processing", attempt("chrg_1"), null)).isEqualTo("mismatch");
    }

    @Test
    void doesNotTakeUnansweredQuestionsForAnAbsentCharge() {
        assertThat(of("unknown", absent(100, 0, Duration.ofDays(1)), null)).isEqualTo("absent");
    }

    @Test
    void leavesAloneWhatIsNotOurs() {
        Enquiry enquiry = new Enquiry("omise", "chrg_1", null);
        assertThat(Finding.of(enquiry, null, null, charge("chrg_1", null, "completed", AMOUNT), RULE))
                .isEqualTo(Finding.FOREIGN);
        assertThat(Finding.transactionOf(charge("chrg_1", "not-a-uuid", "completed", AMOUNT)))
                .isNull();
    }

    private static String of(String state, Attempt attempt, ProviderCharge charge) {
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
        return Finding.of(new Enquiry("omise", null, ID), transaction, attempt, charge, RULE)
                .wire();
    }

    private static Attempt attempt(String reference) {
        return new Attempt(ID, 1, "omise", Attempt.State.DONE, reference, 0, 0, Duration.ofDays(1), false);
    }

    private static Attempt absent(int checks, int absences, Duration age) {
        return new Attempt(ID, 1, "omise", Attempt.State.UNKNOWN, null, checks, absences, age, false);
    }

    private static ProviderCharge charge(String reference, String transactionId, String state, Money amount) {
        return new ProviderCharge(reference, transactionId, state, amount, null, Map.of());
    }
}
