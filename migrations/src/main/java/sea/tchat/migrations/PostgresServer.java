package sea.tchat.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** The database to migrate: opened, created where it is missing, and locked against a second run. */
final class PostgresServer {

    private static final String NO_SUCH_DATABASE = "3D000";
    /** The second is what the loser of two simultaneous CREATE DATABASE gets. */
    private static final Set<String> ALREADY_THERE = Set.of("42P04", "23505");

    private static final Set<String> REFUSED = Set.of("28000", "28P01");

    /** Any number, the same for every run; it only has to differ from the advisory locks of the services. */
    private static final long LOCK = 0x7463_6861_7421L;

    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOCK_PAUSE = Duration.ofMillis(200);

    private final String url;
    private final String user;
    private final String password;
    private final PGSimpleDataSource target;

    PostgresServer(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.target = source();
    }

    /** The database, or nothing if it does not exist. */
    Optional<Connection> open() {
        try {
            return Optional.of(target.getConnection());
        } catch (SQLException e) {
            if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw away(e);
        }
    }

    /** The database, created from the maintenance database {@code postgres} if it does not exist. */
    Connection openOrCreate() {
        Optional<Connection> existing = open();
        if (existing.isPresent()) {
            return existing.get();
        }
        create();
        return open().orElseThrow(() -> new MigrationException(
                "PostgreSQL created the database " + target.getDatabaseName() + " and now does not know it"));
    }

    /**
     * Waits until this connection alone may migrate. The lock is the session's, so the server frees it when the holder
     * crashes. It is asked for again and again rather than waited for in the server: a statement that waits there holds a
     * snapshot, which the holder's CREATE INDEX CONCURRENTLY would wait for in turn.
     */
    void lock(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        try (Statement statement = connection.createStatement()) {
            while (!tryLock(statement)) {
                if (System.nanoTime() > deadline) {
                    throw new MigrationException("another migration of " + this + " has been running for "
                            + LOCK_PATIENCE.toMinutes() + " minutes: look for it in pg_locks (locktype 'advisory')");
                }
                Thread.sleep(LOCK_PAUSE.toMillis());
            }
            // A change that has to queue behind a long transaction makes everybody else queue behind it: rather fail.
            statement.execute("SET lock_timeout = '10s'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while waiting for another migration of " + this, e);
        }
    }

    /** {@code tchat_auth at localhost:5432}. */
    @Override
    public String toString() {
        return target.getDatabaseName() + " at " + target.getServerNames()[0] + ":" + target.getPortNumbers()[0];
    }

    private static boolean tryLock(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void create() {
        PGSimpleDataSource maintenance = source();
        maintenance.setDatabaseName("postgres");
        try (Connection connection = maintenance.getConnection();
                Statement statement = connection.createStatement()) {
            // template0: nobody can be connected to it, which would make the server refuse the copy.
            statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(target.getDatabaseName(), true)
                    + " TEMPLATE template0 ENCODING 'UTF8'");
        } catch (SQLException e) {
            if (!ALREADY_THERE.contains(String.valueOf(e.getSQLState()))) {
                throw new MigrationException(
                        "the database " + this + " does not exist and could not be created as " + user + " (DB_USER): "
                                + MigrationException.reason(e),
                        e);
            }
        }
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        source.setLoginTimeout(10);
        source.setApplicationName("tchat-migrations");
        return source;
    }

    private MigrationException away(SQLException e) {
        String where = target.getServerNames()[0] + ":" + target.getPortNumbers()[0];
        String reason = MigrationException.reason(e);
        return REFUSED.contains(String.valueOf(e.getSQLState()))
                ? new MigrationException(
                        "PostgreSQL at " + where + " refused " + user + " (DB_USER, DB_PASSWORD): " + reason, e)
                : new MigrationException(
                        "PostgreSQL at " + where + " cannot be used (DB_HOST, DB_PORT, DB_SSL_MODE): " + reason, e);
    }
}
