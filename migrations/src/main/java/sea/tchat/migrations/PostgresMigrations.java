package sea.tchat.migrations;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import liquibase.changelog.ChangeSet;
import sea.tchat.migrations.MigrationStep.State;

/**
 * Moves one service's PostgreSQL schema up and down with Liquibase's formatted SQL: the files of {@code postgres/fabric}, then
 * those of {@code postgres/<service>}. What was applied stands in the table {@code databasechangelog}.
 *
 * <p>Several runs at once are safe: one works, the others wait and find nothing to do. The lock is an advisory lock of the
 * session in place of Liquibase's lock table, so that a run that was killed holds up nobody.
 *
 * <p>Every method throws {@link MigrationException} with a line for the operator, and takes a JDBC URL as
 * {@code jdbc:postgresql://host:port/database} and a service as {@code auth}, {@code messaging}, {@code payment} or
 * {@code notification}.
 */
public final class PostgresMigrations {

    private PostgresMigrations() {}

    /** As {@link #up(String, String, String, String, Consumer)}, for callers that want the result only. */
    public static List<MigrationStep> up(String jdbcUrl, String user, String password, String service) {
        return up(jdbcUrl, user, password, service, step -> {});
    }

    /**
     * Applies what is pending, each changeset in its own transaction; creates the database if it is missing.
     *
     * @param listener told of each changeset once it is applied
     * @return the changesets applied now, in order; empty if the schema was up to date
     */
    public static List<MigrationStep> up(
            String jdbcUrl, String user, String password, String service, Consumer<MigrationStep> listener) {
        PostgresChanges changes = new PostgresChanges(service);
        PostgresServer server = new PostgresServer(jdbcUrl, user, password);
        Connection connection = server.openOrCreate();
        return LiquibaseSession.on(connection, server.toString(), changes.changeLog(), session -> {
            server.lock(connection);
            session.prepare();
            changes.refuseEdited(session.applied());
            List<MigrationStep> steps = new ArrayList<>();
            for (ChangeSet change : changes.all()) {
                if (session.isPending(change)) {
                    session.apply(change);
                    add(steps, changes.step(change, State.APPLIED), listener);
                }
            }
            return steps;
        });
    }

    /** As {@link #down(String, String, String, String, int, Consumer)}, for callers that want the result only. */
    public static List<MigrationStep> down(String jdbcUrl, String user, String password, String service, int count) {
        return down(jdbcUrl, user, password, service, count, step -> {});
    }

    /**
     * Rolls back the changesets that were applied last, newest first, each in its own transaction.
     *
     * @param count how many, 1 or more; more than are applied is an error and changes nothing
     * @param listener told of each changeset once it is rolled back
     * @return the changesets rolled back, in that order; never empty
     */
    public static List<MigrationStep> down(
            String jdbcUrl, String user, String password, String service, int count, Consumer<MigrationStep> listener) {
        PostgresChanges changes = new PostgresChanges(service);
        PostgresServer server = new PostgresServer(jdbcUrl, user, password);
        Connection connection = server.open()
                .orElseThrow(() -> new MigrationException(
                        service + ": there is no database " + server + ", so there is nothing to roll back"));
        return LiquibaseSession.on(connection, server.toString(), changes.changeLog(), session -> {
            server.lock(connection);
            changes.refuseEdited(session.applied());
            List<MigrationStep> steps = new ArrayList<>();
            for (ChangeSet change : changes.newest(session.applied(), count)) {
                session.rollBack(change);
                add(steps, changes.step(change, State.ROLLED_BACK), listener);
            }
            return steps;
        });
    }

    /**
     * What was applied, in the order it was, then what is pending. Changes nothing: a database that does not exist has
     * everything pending.
     */
    public static List<MigrationStep> status(String jdbcUrl, String user, String password, String service) {
        PostgresChanges changes = new PostgresChanges(service);
        PostgresServer server = new PostgresServer(jdbcUrl, user, password);
        Optional<Connection> connection = server.open();
        if (connection.isEmpty()) {
            return changes.status(List.of());
        }
        return LiquibaseSession.on(connection.get(), server.toString(), changes.changeLog(), session -> {
            changes.refuseEdited(session.applied());
            return changes.status(session.applied());
        });
    }

    private static void add(List<MigrationStep> steps, MigrationStep step, Consumer<MigrationStep> listener) {
        steps.add(step);
        listener.accept(step);
    }
}
