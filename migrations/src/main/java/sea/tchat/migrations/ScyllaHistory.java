package sea.tchat.migrations;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a keyspace has had, statement by statement: CQL has no transaction around a script, so a run that dies inside one is
 * taken up where it stopped. Reads and writes the tables {@code schema_migration} and {@code schema_migration_lock} of the keyspace
 * that the session uses.
 */
final class ScyllaHistory {

    private static final Duration AGREEMENT_PATIENCE = Duration.ofSeconds(30);

    private final CqlSession session;

    ScyllaHistory(CqlSession session) {
        this.session = session;
    }

    /**
     * One script's record.
     *
     * @param statements how many of its statements were executed
     * @param checksum of those statements
     * @param completedAt null while some are missing
     */
    record Entry(String name, int statements, String checksum, Instant completedAt) {}

    /** Creates the keyspace and the two tables, and makes the session use the keyspace. */
    void prepare(String keyspace, String replication) {
        if (!exists(keyspace)) {
            change("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication);
        }
        use(keyspace);
        if (!isRecorded(keyspace)) {
            change("CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text, statements int,"
                    + " checksum text, completed_at timestamp)");
            change(
                    "CREATE TABLE IF NOT EXISTS schema_migration_lock (name text PRIMARY KEY, holder uuid, process text)");
        }
    }

    boolean exists(String keyspace) {
        return session.execute(SimpleStatement.newInstance(
                                "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?", keyspace))
                        .one()
                != null;
    }

    /** Whether a migration ever ran here; the lock's table is the one made last. */
    boolean isRecorded(String keyspace) {
        return session.execute(SimpleStatement.newInstance(
                                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                                keyspace,
                                "schema_migration_lock"))
                        .one()
                != null;
    }

    void use(String keyspace) {
        session.execute("USE " + keyspace);
    }

    /** The records by script number. */
    SortedMap<Integer, Entry> entries() {
        Map<Integer, Entry> entries = new HashMap<>();
        session.execute("SELECT number, name, statements, checksum, completed_at FROM schema_migration")
                .forEach(row -> entries.put(
                        row.getInt("number"),
                        new Entry(
                                row.getString("name"),
                                row.getInt("statements"),
                                row.getString("checksum"),
                                row.getInstant("completed_at"))));
        return new TreeMap<>(entries);
    }

    void record(int number, Entry entry) {
        session.execute(SimpleStatement.newInstance(
                "INSERT INTO schema_migration (number, name, statements, checksum, completed_at) VALUES (?, ?, ?, ?, ?)",
                number,
                entry.name(),
                entry.statements(),
                entry.checksum(),
                entry.completedAt()));
    }

    /** Executes one statement and returns when every node that is up has the schema. */
    void change(String statement) {
        ResultSet answer = session.execute(statement);
        if (answer.getExecutionInfo().isSchemaInAgreement()) {
            return;
        }
        long deadline = System.nanoTime() + AGREEMENT_PATIENCE.toNanos();
        while (!session.checkSchemaAgreement()) {
            if (System.nanoTime() > deadline) {
                throw new MigrationException("the nodes do not agree on the schema (nodetool describecluster): "
                        + "bring them together, then run it again");
            }
        }
    }
}
