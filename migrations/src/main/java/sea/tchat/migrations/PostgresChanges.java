package sea.tchat.migrations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.exception.LiquibaseException;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;

/** The changesets of one service, the fabric's first, and how they compare with what a database has had. */
final class PostgresChanges {

    static final String STORE = "postgres";

    private final String service;
    private final DatabaseChangeLog changeLog = new DatabaseChangeLog("migrations");

    /** Reads {@code postgres/fabric/*.sql}, then {@code postgres/<service>/*.sql}. */
    PostgresChanges(String service) {
        this(
                service,
                Stream.concat(Scripts.in("postgres/fabric").stream(), Scripts.in("postgres/" + service).stream())
                        .toList());
    }

    PostgresChanges(String service, List<Script> scripts) {
        this.service = service;
        FormattedSqlChangeLogParser parser = new FormattedSqlChangeLogParser();
        ScriptResources resources = new ScriptResources(scripts);
        for (Script script : scripts) {
            try {
                List<ChangeSet> changes = parser.parse(script.path(), new ChangeLogParameters(), resources)
                        .getChangeSets();
                if (changes.isEmpty()) {
                    throw new MigrationException("migrations/" + script.path() + " has no changeset");
                }
                changes.forEach(changeLog::addChangeSet);
            } catch (LiquibaseException e) {
                throw new MigrationException("migrations/" + script.path() + ": " + MigrationException.reason(e), e);
            }
        }
        refuseDuplicates();
    }

    DatabaseChangeLog changeLog() {
        return changeLog;
    }

    List<ChangeSet> all() {
        return changeLog.getChangeSets();
    }

    /** Refuses an applied changeset whose text has changed since: the database has the old one and would never get the new. */
    void refuseEdited(List<RanChangeSet> applied) {
        for (RanChangeSet ran : applied) {
            ChangeSet change = changeLog.getChangeSet(ran);
            if (change != null && !change.isRunOnChange() && !change.isCheckSumValid(ran.getLastCheckSum())) {
                throw new MigrationException(service + ": migrations/" + change.getFilePath() + ", changeset "
                        + change.getId() + ", was applied on " + ran.getDateExecuted()
                        + " and has been edited since: put its text back and add the change in a new file");
            }
        }
    }

    /** The newest {@code steps} of what was applied, newest first; never fewer, and none that this build does not have. */
    List<ChangeSet> newest(List<RanChangeSet> applied, int steps) {
        if (steps < 1) {
            throw new MigrationException("steps must be 1 or more, not " + steps);
        }
        if (steps > applied.size()) {
            throw new MigrationException(
                    applied.isEmpty()
                            ? service + ": nothing is applied, so there is nothing to roll back"
                            : service + ": only " + applied.size() + " changesets are applied, " + steps
                                    + " cannot be rolled back");
        }
        List<ChangeSet> newest = new ArrayList<>();
        for (int back = 1; back <= steps; back++) {
            RanChangeSet ran = applied.get(applied.size() - back);
            ChangeSet change = changeLog.getChangeSet(ran);
            if (change == null) {
                throw new MigrationException(service + ": " + name(ran)
                        + " is applied but not in this build: roll it back with the build that brought it");
            }
            newest.add(change);
        }
        return newest;
    }

    /** What was applied, in the order it was, then what is pending. */
    List<MigrationStep> status(List<RanChangeSet> applied) {
        List<MigrationStep> steps = new ArrayList<>();
        List<ChangeSet> pending = new ArrayList<>(all());
        for (RanChangeSet ran : applied) {
            ChangeSet change = changeLog.getChangeSet(ran);
            pending.remove(change);
            steps.add(new MigrationStep(
                    service,
                    STORE,
                    name(ran),
                    change == null ? MigrationStep.State.UNKNOWN : MigrationStep.State.APPLIED));
        }
        pending.forEach(change -> steps.add(step(change, MigrationStep.State.PENDING)));
        return steps;
    }

    MigrationStep step(ChangeSet change, MigrationStep.State state) {
        return new MigrationStep(service, STORE, name(change.getFilePath(), change.getId()), state);
    }

    private static String name(RanChangeSet ran) {
        return name(ran.getChangeLog(), ran.getId());
    }

    private static String name(String path, String id) {
        return path.substring(path.lastIndexOf('/') + 1).replace(".sql", "") + "::" + id;
    }

    private void refuseDuplicates() {
        Map<String, ChangeSet> seen = new HashMap<>();
        for (ChangeSet change : all()) {
            String folder =
                    change.getFilePath().substring(0, change.getFilePath().lastIndexOf('/'));
            ChangeSet other = seen.put(folder + "::" + change.getId(), change);
            if (other != null) {
                throw new MigrationException("migrations/" + change.getFilePath() + ": the changeset " + change.getId()
                        + " is already in migrations/" + other.getFilePath());
            }
        }
    }
}
