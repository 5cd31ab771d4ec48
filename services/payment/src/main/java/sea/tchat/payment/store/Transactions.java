package sea.tchat.payment.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.payment.domain.TransactionKind;
import sea.tchat.payment.domain.TransactionState;
import sea.tchat.payment.domain.TransactionView;
import sea.tchat.payment.domain.TransactionView.StateChange;
import sea.tchat.routes.domain.Json;

/** Transactions and the steps they take. */
@Component
public final class Transactions {
    private static final String INSERT = Sql.statement("transaction-insert");
    private static final String FIND = Sql.statement("transaction-find");
    private static final String LOCK = Sql.statement("transaction-lock");
    private static final String STEP = Sql.statement("transaction-step");
    private static final String NEXT_ACTION = Sql.statement("transaction-next-action");
    private static final String HISTORY = Sql.statement("transaction-history");

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    public Transactions(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Writes it as {@code pending}, whatever state it says. */
    public void insert(Transaction t) {
        jdbc.sql(INSERT)
                .param("id", t.id())
                .param("kind", t.kind().wire())
                .param("amount", t.amount().amount())
                .param("currency", t.amount().currency())
                .param("fromUser", t.fromUserId())
                .param("toUser", t.toUserId())
                .param("fromAccount", t.fromAccount())
                .param("toAccount", t.toAccount())
                .param("method", t.method())
                .param("note", t.note())
                .param("dialog", t.dialogId())
                .update();
    }

    /**
     * One step of the state machine, by compare-and-set.
     *
     * @param reason a code that says why, or null
     * @return whether it was still in {@code from}
     * @throws IllegalArgumentException when the machine has no such step
     */
    public boolean step(Transaction t, TransactionState from, TransactionState to, String reason) {
        if (!from.next().contains(to)) {
            throw new IllegalArgumentException("there is no step from " + from + " to " + to);
        }
        boolean stepped = jdbc.sql(STEP)
                        .param("id", t.id())
                        .param("from", from.wire())
                        .param("to", to.wire())
                        .param("reason", reason)
                        .update()
                == 1;
        if (stepped) {
            meters.counter(
                            "payment.transactions",
                            "kind",
                            t.kind().wire(),
                            "currency",
                            t.amount().currency(),
                            "state",
                            to.wire())
                    .increment();
        }
        return stepped;
    }

    public void nextAction(UUID id, Object nextAction) {
        jdbc.sql(NEXT_ACTION)
                .param("id", id)
                .param("nextAction", Json.write(nextAction))
                .update();
    }

    public Transaction get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no transaction " + id));
    }

    public Optional<Transaction> find(UUID id) {
        return jdbc.sql(FIND)
                .param("id", id)
                .query((row, n) -> transaction(row))
                .optional();
    }

    /** Reads it with its row locked until the transaction ends. */
    public Optional<Transaction> lock(UUID id) {
        return jdbc.sql(LOCK)
                .param("id", id)
                .query((row, n) -> transaction(row))
                .optional();
    }

    /** The transaction as one of its parties sees it. */
    public TransactionView view(UUID id, UUID viewer) {
        return TransactionView.of(get(id), viewer, history(id));
    }

    private List<StateChange> history(UUID id) {
        return jdbc.sql(HISTORY)
                .param("id", id)
                .query((row, n) -> new StateChange(
                        TransactionState.of(row.getString("to_state")),
                        row.getString("reason"),
                        Sql.instant(row, "at")))
                .list();
    }

    private static Transaction transaction(ResultSet row) throws SQLException {
        String nextAction = row.getString("next_action");
        return new Transaction(
                Sql.id(row, "id"),
                TransactionKind.of(row.getString("kind")),
                TransactionState.of(row.getString("state")),
                row.getString("state_reason"),
                Sql.money(row, "amount"),
                Sql.id(row, "from_user_id"),
                Sql.id(row, "to_user_id"),
                Sql.id(row, "from_account"),
                Sql.id(row, "to_account"),
                row.getString("method"),
                row.getString("note"),
                Sql.id(row, "dialog_id"),
                nextAction == null ? null : Json.tree(nextAction),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"));
    }
}
