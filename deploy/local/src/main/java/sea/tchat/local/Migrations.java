package sea.tchat.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command {@code migrate …}: schemas and topics of the running stack, or of the stores that the environment names. */
final class Migrations {

    private Migrations() {}

    static List<String> command(Layout layout, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Programs.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "-cp",
                layout.classPath("migrations"),
                "sea.tchat.migrations.Migrate"));
        command.addAll(arguments);
        return command;
    }

    /** @return its exit code */
    static int run(Layout layout, List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(layout, arguments)).inheritIO();
        boolean told = Stream.of("DB_HOST", "SCYLLA_HOSTS", "KAFKA_BROKERS").anyMatch(System.getenv()::containsKey);
        if (!told) {
            Map<String, String> running = PropertiesFile.readMap(layout.environmentFile());
            if (running.isEmpty() || Session.launcher(layout).isEmpty()) {
                throw new LocalException(
                        "No stores to migrate: start make dev, or set DB_HOST, SCYLLA_HOSTS and" + " KAFKA_BROKERS.");
            }
            builder.environment().putAll(running);
        }
        return builder.start().waitFor();
    }
}
