package sea.tchat.payment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Entry;
import sea.tchat.payment.domain.TransactionKind;
import sea.tchat.payment.domain.TransferLimits.Calendar;
import sea.tchat.payment.domain.TransferLimits.Sent;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Money;

/**
 * The double-entry ledger. It only grows: entries are appended, and the database keeps each account's balance in step, refuses sums
 * that are not zero and wallets below it.
 */
@Component
public final class Ledger {
    private static final String CLEARING_OPEN = Sql.statement("clearing-open");
    private static final String CLEARING_FIND = Sql.statement("clearing-find");
    private static final String LOCK = Sql.statement("accounts-lock");
    private static final String APPEND = Sql.statement("entries-append");
    private static final String SENT = Sql.statement("transfers-sent");
    private static final String STATEMENT = Sql.statement("entries-of-wallet");

    private final JdbcClient jdbc;

    public Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Moves an amount between two accounts of its currency. Inside a transaction; both accounts are locked in the order of their ids.
     *
     * @param posting names this movement within the transaction; a second one of the name is refused by the database
     */
    public void post(UUID transactionId, String posting, UUID from, UUID to, Money amount) {
        jdbc.sql(LOCK).param("ids", List.of(from, to)).query().listOfRows();
        jdbc.sql(APPEND)
                .param("transaction", transactionId)
                .param("posting", posting)
                .param("from", from)
                .param("to", to)
                .param("amount", amount.amount())
                .param("currency", amount.currency())
                .update();
    }

    /** The account of what a provider holds for us in a currency; opened when it is first needed. */
    public UUID clearing(String provider, String currency) {
        jdbc.sql(CLEARING_OPEN)
                .param("id", Ids.next())
                .param("provider", provider)
                .param("currency", currency)
                .update();
        return jdbc.sql(CLEARING_FIND)
                .param("provider", provider)
                .param("currency", currency)
                .query(UUID.class)
                .single();
    }

    /** What a wallet has transferred to others since its owner's day and month began. */
    public Sent sent(UUID wallet, String currency, Calendar since) {
        return jdbc.sql(SENT)
                .param("wallet", wallet)
                .param("day", Sql.time(since.day()))
                .param("month", Sql.time(since.month()))
                .query((row, n) -> new Sent(
                        new Money(row.getLong("today"), currency), new Money(row.getLong("this_month"), currency)))
                .single();
    }

    /** A wallet's entries below {@code before}, newest first. */
    public List<Entry> statement(UUID wallet, long before, int limit) {
        return jdbc.sql(STATEMENT)
                .param("wallet", wallet)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        UUID other = Sql.id(row, "other_user_id");
        return new Entry(
                row.getLong("seq"),
                Sql.id(row, "transaction_id"),
                TransactionKind.of(row.getString("kind")),
                row.getString("posting"),
                Sql.money(row, "amount"),
                Sql.money(row, "balance_after"),
                other == null ? Entry.CounterParty.method(row.getString("method")) : Entry.CounterParty.user(other),
                row.getString("note"),
                Sql.instant(row, "created_at"));
    }
}
