package sea.tchat.migrations;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;

/**
 * Lets one run at a time change a keyspace: a row that is inserted by a lightweight transaction and dies by its TTL, so that a
 * run that was killed holds the others up for {@link #TTL} at most. The holder renews it before every statement; a statement
 * with its schema agreement takes well below the TTL or fails.
 */
final class ScyllaLock implements AutoCloseable {

    static final Duration TTL = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NAME = "schema";

    private final CqlSession session;
    private final UUID holder = UUID.randomUUID();
    /** {@code pid@host}: tells the one who waits whom to ask. */
    private final String process = ManagementFactory.getRuntimeMXBean().getName();

    private ScyllaLock(CqlSession session) {
        this.session = session;
    }

    /** Waits for the lock of the keyspace that {@code session} uses; its table must be there. */
    static ScyllaLock take(CqlSession session) {
        ScyllaLock lock = new ScyllaLock(session);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Row other = lock.insert(); other != null; other = lock.insert()) {
                if (System.nanoTime() > deadline) {
                    throw new MigrationException("the migration by process " + other.getString("process")
                            + " has held the lock for " + PATIENCE.toMinutes() + " minutes");
                }
                Thread.sleep(PAUSE.toMillis());
            }
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while waiting for another migration", e);
        }
    }

    /** Proves that the lock is still ours, and holds it for another TTL. */
    void renew() {
        ResultSet answer = session.execute(SimpleStatement.newInstance(
                "UPDATE schema_migration_lock USING TTL " + TTL.toSeconds()
                        + " SET holder = ?, process = ? WHERE name = ? IF holder = ?",
                holder,
                process,
                NAME,
                holder));
        if (!answer.wasApplied()) {
            throw new MigrationException("the migration lock was lost: this run stood still for over " + TTL.toSeconds()
                    + " s; run it again");
        }
    }

    @Override
    public void close() {
        session.execute(SimpleStatement.newInstance(
                "DELETE FROM schema_migration_lock WHERE name = ? IF holder = ?", NAME, holder));
    }

    /** Null when the lock is ours now, else the row of who has it. */
    private Row insert() {
        ResultSet answer = session.execute(SimpleStatement.newInstance(
                "INSERT INTO schema_migration_lock (name, holder, process) VALUES (?, ?, ?) IF NOT EXISTS USING TTL "
                        + TTL.toSeconds(),
                NAME,
                holder,
                process));
        return answer.wasApplied() ? null : answer.one();
    }
}
