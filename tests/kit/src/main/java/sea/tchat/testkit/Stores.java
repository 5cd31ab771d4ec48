package sea.tchat.testkit;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The real PostgreSQL, Redis, Kafka and Cassandra that tests run against: one set for the whole build. The first test that
 * asks starts them in a process of their own, in {@code .local/test}; the others join, in this module, the next one or
 * another build; they end by themselves when the last build has. {@code make stores} keeps them for longer.
 */
public final class Stores {

    private static final Path DIR = Path.of(".local", "test");
    private static final long START_LIMIT_S = 180;

    private static Stores shared;

    private final Map<String, String> addresses;
    private final Map<String, String> secrets;

    private Stores(Map<String, String> addresses, Map<String, String> secrets) {
        this.addresses = addresses;
        this.secrets = secrets;
    }

    /** @throws IllegalStateException {@code deploy/local} was not built, or a store does not start; the message says which */
    public static synchronized Stores shared() {
        if (shared == null) {
            try {
                shared = joinOrStart(Checkout.root());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** {@code DB_HOST}, {@code DB_PORT}, {@code DB_USER}, {@code DB_PASSWORD}, {@code REDIS_HOST}, {@code KAFKA_BROKERS} … */
    public Map<String, String> addresses() {
        return addresses;
    }

    /** Random keys, as {@code make dev} draws them: {@code STRIPE_SECRET_KEY}, {@code OTP_PEPPER} … */
    Map<String, String> secrets() {
        return secrets;
    }

    /**
     * The lock is the one under which the stores decide to end: either they see this build as their watcher, or they are
     * no longer announced and new ones are started.
     */
    private static Stores joinOrStart(Path root) throws IOException {
        Path run = Files.createDirectories(root.resolve(DIR).resolve("run"));
        try (FileChannel channel = FileChannel.open(
                        run.resolve("watchers.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Processes.write(run.resolve("watchers"), Processes.build());
            if (!areReady(run)) {
                Files.deleteIfExists(run.resolve("stores.properties"));
                awaitReady(root, run, start(root));
            }
            if (!lock.isValid()) {
                throw new IllegalStateException("The lock on " + run + " was lost");
            }
            return new Stores(
                    read(run.resolve("stores.properties")),
                    read(root.resolve(DIR).resolve("secrets.properties")));
        }
    }

    private static boolean areReady(Path run) {
        return Files.exists(run.resolve("stores.properties"))
                && Processes.read(run.resolve("launcher.pid")).isPresent();
    }

    private static Process start(Path root) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("setsid"); // so that Ctrl-C ends the build alone, and the stores then end after it
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-Dtchat.root=" + root,
                "-cp",
                Checkout.classPath("deploy/local"),
                "sea.tchat.local.LocalStack"));
        command.addAll(List.of("stores", "--dir", DIR.toString(), "--port-shift", "500", "--watched", "--fresh"));
        Path log = Files.createDirectories(root.resolve(DIR).resolve("logs")).resolve("stores.log");
        return new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
    }

    private static void awaitReady(Path root, Path run, Process starting) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
        try {
            while (!areReady(run)) {
                boolean ended = starting.waitFor(100, TimeUnit.MILLISECONDS);
                boolean another =
                        Processes.read(run.resolve("launcher.pid")).isPresent(); // make stores, a moment earlier
                if (ended && !another && !areReady(run) || System.nanoTime() > deadline) {
                    Path log = root.resolve(DIR).resolve("logs/stores.log");
                    throw new IllegalStateException("The stores did not start:\n" + Files.readString(log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the stores started", e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return Map.copyOf(map);
    }
}
