package sea.tchat.migrations;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import sea.tchat.migrations.MigrationStep.State;

/**
 * Moves one service's keyspace forward with the numbered CQL of {@code scylla/<service>}; there is no way back, a mistake is mended
 * by a further script. Works on ScyllaDB and on Cassandra.
 *
 * <p>Several runs at once are safe: one works, the others wait and find nothing to do; one that was killed holds the others up
 * for {@link ScyllaLock#TTL} at most, and the next run goes on after the last statement that is on record. Statements are
 * written so that executing one twice is harmless, since the record is made after the effect.
 *
 * <p>Every method throws {@link MigrationException} with a line for the operator.
 */
public final class ScyllaMigrations {

    static final String STORE = "scylla";

    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    private final CqlSession session;
    private final ScyllaHistory history;
    private final String keyspace;
    private final String service;
    private final List<Script> scripts;

    ScyllaMigrations(CqlSession session, String keyspace, String service) {
        if (!KEYSPACE.matcher(keyspace).matches()) {
            throw new MigrationException("'" + keyspace
                    + "' cannot be a keyspace (SCYLLA_KEYSPACE): lower-case letters, digits and '_', at most 48");
        }
        this.session = session;
        this.history = new ScyllaHistory(session);
        this.keyspace = keyspace;
        this.service = service;
        this.scripts = Scripts.in("scylla/" + service);
    }

    /**
     * Applies what is pending; creates the keyspace if it is missing, with {@code NetworkTopologyStrategy} where
     * {@code ENVIRONMENT=production} and {@code SimpleStrategy} elsewhere.
     *
     * @param hosts {@code host:port}, at least one
     * @param datacenter the local data centre
     * @param replicationFactor of a keyspace that has to be created
     * @param service {@code auth}, {@code messaging}, {@code payment} or {@code notification}
     * @return the scripts applied now, in order; empty if the keyspace was up to date
     */
    public static List<MigrationStep> up(
            List<String> hosts, String datacenter, String keyspace, int replicationFactor, String service) {
        boolean production = "production".equals(System.getenv("ENVIRONMENT"));
        try (CqlSession session = ScyllaCluster.open(hosts, datacenter)) {
            return new ScyllaMigrations(session, keyspace, service)
                    .up(replication(production, datacenter, replicationFactor), step -> {});
        }
    }

    /**
     * What was applied and what is pending, by number. Changes nothing: a keyspace that does not exist has everything pending.
     */
    public static List<MigrationStep> status(List<String> hosts, String datacenter, String keyspace, String service) {
        try (CqlSession session = ScyllaCluster.open(hosts, datacenter)) {
            return new ScyllaMigrations(session, keyspace, service).status();
        }
    }

    static String replication(boolean production, String datacenter, int replicationFactor) {
        return production
                ? "{'class': 'NetworkTopologyStrategy', '" + datacenter.replace("'", "''") + "': " + replicationFactor
                        + "}"
                : "{'class': 'SimpleStrategy', 'replication_factor': " + replicationFactor + "}";
    }

    /** As {@link #up(List, String, String, int, String)} in an open session, which is left using the keyspace. */
    List<MigrationStep> up(String replication, Consumer<MigrationStep> listener) {
        return telling(() -> {
            history.prepare(keyspace, replication);
            if (pending(history.entries()).isEmpty()) {
                return List.of();
            }
            List<MigrationStep> steps = new ArrayList<>();
            try (ScyllaLock lock = ScyllaLock.take(session)) {
                // Read again: whoever had the lock before may have done the work.
                for (Script script : pending(history.entries())) {
                    apply(script, lock);
                    steps.add(step(script.name(), State.APPLIED));
                    listener.accept(steps.get(steps.size() - 1));
                }
            }
            return steps;
        });
    }

    List<MigrationStep> status() {
        return telling(() -> {
            SortedMap<Integer, ScyllaHistory.Entry> entries = new TreeMap<>();
            if (history.isRecorded(keyspace)) {
                history.use(keyspace);
                entries.putAll(history.entries());
            }
            List<Script> pending = pending(entries);
            List<MigrationStep> steps = new ArrayList<>();
            scripts.forEach(
                    script -> steps.add(step(script.name(), pending.contains(script) ? State.PENDING : State.APPLIED)));
            entries.tailMap(scripts.size() + 1).values().forEach(entry -> steps.add(step(entry.name(), State.UNKNOWN)));
            return steps;
        });
    }

    /** The scripts not wholly executed, after making sure that what was executed still reads the same. */
    private List<Script> pending(SortedMap<Integer, ScyllaHistory.Entry> entries) {
        return scripts.stream()
                .filter(script -> {
                    ScyllaHistory.Entry entry = entries.get(script.number());
                    if (entry != null) {
                        refuseEdited(script, entry);
                    }
                    return entry == null || entry.completedAt() == null;
                })
                .toList();
    }

    private void refuseEdited(Script script, ScyllaHistory.Entry entry) {
        List<String> statements = CqlScript.statements(script.content());
        boolean completed = entry.completedAt() != null;
        boolean same = completed ? statements.size() == entry.statements() : statements.size() >= entry.statements();
        if (!same
                || !CqlScript.checksum(statements.subList(0, entry.statements()))
                        .equals(entry.checksum())) {
            throw new MigrationException(service + ": migrations/" + script.path() + " was applied "
                    + (completed ? "on " + entry.completedAt() : "in part") + " and has been edited since: put its "
                    + (completed ? "text" : "first " + entry.statements() + " statements")
                    + " back and add the change in a new file");
        }
    }

    private void apply(Script script, ScyllaLock lock) {
        List<String> statements = CqlScript.statements(script.content());
        ScyllaHistory.Entry before = history.entries().get(script.number());
        int done = before == null ? 0 : before.statements();
        if (statements.isEmpty()) {
            throw new MigrationException("migrations/" + script.path() + " has no statement");
        }
        while (done < statements.size()) {
            lock.renew();
            try {
                history.change(statements.get(done));
            } catch (DriverException e) {
                throw new MigrationException(
                        "migrations/" + script.path() + ", statement " + (done + 1) + " of " + statements.size()
                                + ", was not applied (the ones before it were): " + MigrationException.reason(e),
                        e);
            }
            done++;
            history.record(
                    script.number(),
                    new ScyllaHistory.Entry(
                            script.name(),
                            done,
                            CqlScript.checksum(statements.subList(0, done)),
                            done == statements.size() ? Instant.now() : null));
        }
    }

    private MigrationStep step(String name, State state) {
        return new MigrationStep(service, STORE, name, state);
    }

    private interface Work {
        List<MigrationStep> run();
    }

    private List<MigrationStep> telling(Work work) {
        try {
            return work.run();
        } catch (DriverException e) {
            throw new MigrationException("keyspace " + keyspace + ": " + MigrationException.reason(e), e);
        }
    }
}
