package sea.tchat.migrations;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The command {@code up [service…] | down <service> [steps] | status [service…]}; the settings are environment variables, see
 * {@link Settings}. Prints one line per step. Exit code 0: done; 1: a store or a script failed, with a line for each; 2: not
 * a command.
 */
public final class Migrate {

    static final List<String> SERVICES = List.of("auth", "messaging", "payment", "notification");

    private static final String USAGE =
            "usage: up [service...] | down <service> [steps, default 1] | status [service...]" + "     services: "
                    + String.join(" ", SERVICES);

    private final Settings settings;
    private final List<String> services;
    private final PrintStream out;

    private Migrate(Settings settings, List<String> services, PrintStream out) {
        this.settings = settings;
        this.services = services;
        this.out = out;
    }

    public static void main(String[] arguments) {
        // Before the first logger is made: the drivers' own lines are not for the operator.
        System.setProperty("logback.configurationFile", "migrate-logback.xml");
        // Made here, since threads that ask for it at the same time make it complain on the console.
        LoggerFactory.getILoggerFactory();
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        boolean down = command.equals("down");
        List<String> named = down && rest.size() == 2 ? rest.subList(0, 1) : rest;
        if (!List.of("up", "down", "status").contains(command)
                || !SERVICES.containsAll(named)
                || down && named.size() != 1
                || down && rest.size() == 2 && !rest.get(1).matches("[1-9][0-9]{0,3}")) {
            err.println(USAGE);
            return 2;
        }
        try {
            Migrate migrate = new Migrate(Settings.from(System.getenv()), named.isEmpty() ? SERVICES : named, out);
            switch (command) {
                case "up" -> migrate.up();
                case "down" -> migrate.down(rest.size() == 2 ? Integer.parseInt(rest.get(1)) : 1);
                default -> migrate.status();
            }
            return 0;
        } catch (MigrationException e) {
            Stream.concat(Stream.of(e), Stream.of(e.getSuppressed()))
                    .forEach(problem -> err.println("migrate: " + problem.getMessage()));
            return 1;
        }
    }

    /** The stores at the same time, since each is mostly waited for; within one, service by service. */
    private void up() {
        together(List.of(this::postgresUp, this::scyllaUp, this::kafkaUp));
    }

    private void postgresUp() {
        for (String service : services) {
            List<MigrationStep> steps = PostgresMigrations.up(
                    jdbcUrl(service), settings.dbUser(), settings.dbPassword(), service, this::say);
            sayIfNothing(service, PostgresChanges.STORE, steps);
        }
    }

    private void scyllaUp() {
        String replication = ScyllaMigrations.replication(
                settings.production(), settings.scyllaDatacenter(), settings.scyllaReplicationFactor());
        try (CqlSession session = ScyllaCluster.open(settings.scyllaHosts(), settings.scyllaDatacenter())) {
            for (String service : services) {
                sayIfNothing(
                        service,
                        ScyllaMigrations.STORE,
                        keyspace(session, service).up(replication, this::say));
            }
        }
    }

    private void kafkaUp() {
        if (settings.kafkaBrokers() != null) {
            sayIfNothing(
                    KafkaTopics.SERVICE,
                    KafkaTopics.STORE,
                    KafkaTopics.up(settings.kafkaBrokers(), settings.kafkaTopicPrefix(), this::say));
        }
    }

    private void down(int steps) {
        String service = services.get(0);
        PostgresMigrations.down(jdbcUrl(service), settings.dbUser(), settings.dbPassword(), service, steps, this::say);
        say(String.format(
                "%-12s  %-8s  unchanged: CQL scripts have no way back, a mistake is mended by a further script",
                service, ScyllaMigrations.STORE));
    }

    private void status() {
        together(List.of(
                () -> services.forEach(service -> PostgresMigrations.status(
                                jdbcUrl(service), settings.dbUser(), settings.dbPassword(), service)
                        .forEach(this::say)),
                () -> {
                    try (CqlSession session = ScyllaCluster.open(settings.scyllaHosts(), settings.scyllaDatacenter())) {
                        services.forEach(
                                service -> keyspace(session, service).status().forEach(this::say));
                    }
                },
                () -> {
                    if (settings.kafkaBrokers() != null) {
                        KafkaTopics.status(settings.kafkaBrokers(), settings.kafkaTopicPrefix())
                                .forEach(this::say);
                    }
                }));
    }

    /** Lets each store finish what it can, then reports all that failed and not only the first. */
    private static void together(List<Runnable> works) {
        List<CompletableFuture<Void>> running = works.stream()
                .map(work -> CompletableFuture.runAsync(work, task -> new Thread(task, "migrate").start()))
                .toList();
        List<MigrationException> failures = new ArrayList<>();
        for (CompletableFuture<Void> future : running) {
            try {
                future.join();
            } catch (CompletionException e) {
                failures.add(
                        e.getCause() instanceof MigrationException failure
                                ? failure
                                : new MigrationException("unexpected: " + e.getCause(), e.getCause()));
            }
        }
        if (!failures.isEmpty()) {
            MigrationException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private String jdbcUrl(String service) {
        return settings.jdbcUrl(service, services.size() == 1);
    }

    private ScyllaMigrations keyspace(CqlSession session, String service) {
        return new ScyllaMigrations(session, settings.keyspace(service, services.size() == 1), service);
    }

    private void sayIfNothing(String service, String store, List<MigrationStep> steps) {
        if (steps.isEmpty()) {
            say(String.format("%-12s  %-8s  up to date", service, store));
        }
    }

    private void say(Object line) {
        out.println(line);
    }
}
