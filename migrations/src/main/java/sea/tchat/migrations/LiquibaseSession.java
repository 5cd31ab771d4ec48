package sea.tchat.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.RollbackVisitor;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.ui.LoggerUIService;

/**
 * Liquibase at work on one open database: its history table and one changeset at a time, in a transaction. Its command
 * framework stays out of it, and with that its lock table (see {@link PostgresServer#lock}), its reports and its analytics.
 */
final class LiquibaseSession {

    /** Held here, or the garbage collector takes the level away with the logger. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    /** No report home, and its "Running Changeset" goes to the log that is off, not to the console. */
    private static final Map<String, Object> QUIET =
            Map.of("liquibase.analytics.enabled", false, Scope.Attr.ui.name(), new LoggerUIService());

    static {
        LOG.setLevel(Level.OFF);
    }

    private final PostgresDatabase database = new PostgresDatabase();
    private final DatabaseChangeLog changeLog;

    private LiquibaseSession(DatabaseChangeLog changeLog) {
        this.changeLog = changeLog;
    }

    /** What is done in a session. */
    interface Work<T> {
        T in(LiquibaseSession session) throws LiquibaseException, SQLException;
    }

    /**
     * Does {@code work} and closes the connection. One at a time in a JVM: Liquibase keeps its services in static fields.
     *
     * @param where the database, for the message of an error
     */
    static synchronized <T> T on(Connection connection, String where, DatabaseChangeLog changeLog, Work<T> work) {
        LiquibaseSession session = new LiquibaseSession(changeLog);
        try (connection) {
            return Scope.child(QUIET, () -> {
                session.database.setConnection(new JdbcConnection(connection));
                try {
                    return work.in(session);
                } finally {
                    // Its services are kept by database: without this each session would stay in memory.
                    Scope.getCurrentScope()
                            .getSingleton(ChangeLogHistoryServiceFactory.class)
                            .resetAll();
                }
            });
        } catch (MigrationException e) {
            throw e;
        } catch (Exception e) {
            throw new MigrationException(where + ": " + MigrationException.reason(e), e);
        }
    }

    /** Makes the history table if this is the first run. */
    void prepare() throws LiquibaseException {
        Scope.getCurrentScope()
                .getSingleton(ChangeLogHistoryServiceFactory.class)
                .getChangeLogService(database)
                .init();
    }

    /** What the database has had, in the order it was applied; empty before the first run. */
    List<RanChangeSet> applied() throws LiquibaseException {
        return database.getRanChangeSetList();
    }

    boolean isPending(ChangeSet change) throws LiquibaseException {
        return new ShouldRunChangeSetFilter(database).accepts(change).isAccepted();
    }

    void apply(ChangeSet change) {
        attempt(change, "applied", () -> new UpdateVisitor(database, null)
                .visit(change, changeLog, database, Set.of()));
    }

    void rollBack(ChangeSet change) {
        attempt(change, "rolled back", () -> new RollbackVisitor(database, null)
                .visit(change, changeLog, database, Set.of()));
    }

    private interface Attempt {
        void run() throws LiquibaseException;
    }

    private void attempt(ChangeSet change, String done, Attempt attempt) {
        try {
            attempt.run();
        } catch (LiquibaseException e) {
            throw new MigrationException(
                    "migrations/" + change.getFilePath() + ", changeset " + change.getId() + ", was not " + done + ": "
                            + MigrationException.reason(e),
                    e);
        }
    }
}
