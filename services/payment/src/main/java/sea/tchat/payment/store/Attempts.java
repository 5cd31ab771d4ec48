package sea.tchat.payment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Attempt;

/** Calls of providers: written before, completed after, asked about in between. */
@Component
public final class Attempts {
    private static final String START = Sql.statement("attempt-start");
    private static final String FINISH = Sql.statement("attempt-finish");
    private static final String ABSENT = Sql.statement("attempt-absent");
    private static final String CLOSE = Sql.statement("attempts-close");
    private static final String OPEN = Sql.statement("attempt-open");
    private static final String TAKE_DUE = Sql.statement("attempt-take-due");

    private final JdbcClient jdbc;

    public Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes that a provider is about to be called.
     *
     * @param lease after which the caller is taken for dead and the provider is asked
     */
    public void start(UUID transactionId, int number, String provider, Duration lease) {
        jdbc.sql(START)
                .param("transaction", transactionId)
                .param("number", number)
                .param("provider", provider)
                .param("pause", seconds(lease))
                .update();
    }

    /**
     * What became of it. Changes nothing when that is already known for certain.
     *
     * @param reference the provider's id, or null when there is none
     * @param reason the provider's code, or null
     * @param again in how long to ask, or null for never
     */
    public void finish(Attempt attempt, Attempt.State state, String reference, String reason, Duration again) {
        jdbc.sql(FINISH)
                .param("transaction", attempt.transactionId())
                .param("number", attempt.number())
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("reference", reference)
                .param("reason", reason)
                .param("pause", seconds(again))
                .update();
    }

    /**
     * The provider has answered that it knows no such charge. Changes nothing when more is known of it.
     *
     * @param again in how long to ask
     */
    public void absent(Attempt attempt, Duration again) {
        jdbc.sql(ABSENT)
                .param("transaction", attempt.transactionId())
                .param("number", attempt.number())
                .param("pause", seconds(again))
                .update();
    }

    /** The transaction has its final state: there is nothing left to ask. */
    public void close(UUID transactionId) {
        jdbc.sql(CLOSE).param("transaction", transactionId).update();
    }

    /** The one attempt of a transaction that was not refused. */
    public Optional<Attempt> open(UUID transactionId) {
        return jdbc.sql(OPEN)
                .param("transaction", transactionId)
                .query((row, n) -> attempt(row))
                .optional();
    }

    /**
     * Takes one attempt that is due and sets the time of its next check, so that no other instance takes it too. A crash after this
     * only means that it is asked about one turn later.
     */
    public Optional<Attempt> takeDue(List<Duration> schedule) {
        return jdbc.sql(TAKE_DUE)
                .param(
                        "schedule",
                        schedule.stream()
                                .map(pause -> seconds(pause).toString())
                                .collect(Collectors.joining(",", "{", "}")))
                .query((row, n) -> attempt(row))
                .optional();
    }

    private static Double seconds(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                Sql.id(row, "transaction_id"),
                row.getInt("number"),
                row.getString("provider"),
                Attempt.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reference"),
                row.getInt("checks"),
                row.getInt("absences"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)),
                row.getBoolean("in_call"));
    }
}
