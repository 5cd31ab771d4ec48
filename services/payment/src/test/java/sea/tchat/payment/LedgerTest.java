package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.payment.domain.TransactionState;

/** What the database refuses, whoever asks. */
class LedgerTest extends PaymentTest {
    @Autowired
    TransactionTemplate transaction;

    private String wallet;

    @BeforeEach
    void fund() {
        wallet = api.wallet(funds.user(), "THB");
        transaction.executeWithoutResult(status -> funds.give(wallet, 10_000, "THB"));
    }

    @Test
    void refusesEntriesThatDoNotSumToZero() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> jdbc.update(
                        "insert into entries (account_id, transaction_id, posting, amount, currency)"
                                + " values (?::uuid, ?, 'settle', 1, 'THB')",
                        wallet,
                        funds.transaction(wallet, 1, "THB"))))
                .hasMessageContaining("do not sum to zero");
    }

    @Test
    void refusesASecondPostingOfTheSameMovement() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> jdbc.update(
                        "insert into entries (account_id, transaction_id, posting, amount, currency)"
                                + " select account_id, transaction_id, posting, amount, currency from entries"
                                + " where transaction_id = (select transaction_id from entries where account_id = ?::uuid)",
                        wallet)))
                .hasMessageContaining("posted_once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update entries set amount = amount + 1",
                "delete from entries",
                "truncate entries",
                "truncate accounts cascade",
                "update transaction_history set reason = 'x'",
                "delete from transaction_history",
                "truncate transaction_history",
                "delete from transactions"
            })
    void refusesToChangeHistory(String sql) {
        assertThatThrownBy(() -> jdbc.execute(sql)).hasMessageContaining("append-only");
    }

    @Test
    void refusesABalanceThatIsNotTheSumOfItsEntries() {
        assertThatThrownBy(() -> jdbc.update("update accounts set balance = balance + 1 where id = ?::uuid", wallet))
                .hasMessageContaining("not that of its entries");
        assertThatThrownBy(() -> jdbc.update(
                        "insert into accounts (id, kind, owner_id, currency, balance) values (?, 'wallet', ?, 'THB', 5)",
                        UUID.randomUUID(),
                        UUID.randomUUID()))
                .hasMessageContaining("not that of its entries");
    }

    @Test
    void refusesAnInsertThatMovesABalanceAndLeavesNoEntry() {
        assertThatThrownBy(() -> jdbc.update(
                        "insert into entries (account_id, transaction_id, posting, amount, currency)"
                                + " select account_id, transaction_id, posting, amount, currency from entries"
                                + " where account_id = ?::uuid on conflict do nothing",
                        wallet))
                .hasMessageContaining("not that of its entries");
    }

    @Test
    void refusesAWalletBelowZero() {
        String other = api.wallet(funds.user(), "THB");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> jdbc.update(
                        "insert into entries (account_id, transaction_id, posting, amount, currency) values"
                                + " (?::uuid, ?, 'settle', -10001, 'THB'), (?::uuid, ?, 'settle', 10001, 'THB')",
                        wallet,
                        funds.transaction(wallet, 1, "THB"),
                        other,
                        funds.transaction(wallet, 1, "THB"))))
                .hasMessageContaining("wallet_never_below_zero");
    }

    @Test
    void refusesAnEntryInAnotherCurrency() {
        UUID topup = funds.transaction(wallet, 1, "THB");
        assertThatThrownBy(() -> jdbc.update(
                        "insert into entries (account_id, transaction_id, posting, amount, currency)"
                                + " values (?::uuid, ?, 'settle', 1, 'USD')",
                        wallet,
                        topup))
                .hasMessageContaining("no account");
    }

    @Test
    void refusesAStepThatTheMachineDoesNotHave() {
        UUID topup = funds.transaction(wallet, 1, "THB");
        assertThatThrownBy(() -> jdbc.update("update transactions set state = 'completed' where id = ?", topup))
                .hasMessageContaining("step_is_allowed");
    }

    @Test
    void refusesToCompleteWhatWasNotPosted() {
        UUID topup = funds.transaction(wallet, 1, "THB");
        jdbc.update("update transactions set state = 'processing' where id = ?", topup);
        assertThatThrownBy(() -> jdbc.update("update transactions set state = 'completed' where id = ?", topup))
                .hasMessageContaining("completed without its entries");
    }

    @Test
    void refusesToChangeWhatATransactionIsAbout() {
        UUID topup = funds.transaction(wallet, 1, "THB");
        assertThatThrownBy(() -> jdbc.update("update transactions set amount = 2 where id = ?", topup))
                .hasMessageContaining("cannot be changed");
    }

    @Test
    void knowsTheSameStepsAsTheCode() {
        Set<String> code = new TreeSet<>();
        Arrays.stream(TransactionState.values())
                .forEach(from -> from.next().forEach(to -> code.add(from.wire() + " → " + to.wire())));
        assertThat(new TreeSet<>(jdbc.queryForList(
                        "select from_state || ' → ' || to_state from transaction_steps", String.class)))
                .isEqualTo(code);
    }
}
