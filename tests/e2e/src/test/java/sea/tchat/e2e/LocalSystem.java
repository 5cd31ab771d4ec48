package sea.tchat.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The whole system as {@code make dev} runs it, each part a process of its own, on ports and in a folder of its own. */
final class LocalSystem implements AutoCloseable {
    private static final int PORT_BASE = 28080;
    private static final Duration START = Duration.ofMinutes(4);

    private final Path root = Path.of(System.getProperty("tchat.root"));
    private final Path dir = root.resolve(".local/e2e");
    private final Path log = dir.resolve("dev.log");
    private Process launcher;

    String gateway() {
        return "http://127.0.0.1:" + PORT_BASE;
    }

    String sandbox() {
        return "http://127.0.0.1:" + (PORT_BASE + 10);
    }

    /** Starts it, or starts it again, and returns when every part is ready. */
    void start() {
        try {
            Files.createDirectories(dir);
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx96m",
                            "-Dtchat.root=" + root,
                            "-cp",
                            classPath(root.resolve("deploy/local/target")),
                            "sea.tchat.local.LocalStack",
                            "dev")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()));
            Map<String, String> environment = builder.environment();
            environment.put("LOCAL_DIR", dir.toString());
            environment.put("PORT_BASE", Integer.toString(PORT_BASE));
            launcher = builder.start();
            launcher.getOutputStream().close();
            Awaitility.await("all parts ready, see " + log)
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(250))
                    .failFast("the launcher has ended, see " + log, () -> !launcher.isAlive())
                    .failFast("not all parts run, see " + log, () -> Files.readString(log)
                            .contains("Not all parts run"))
                    .until(() -> Files.readString(log).contains("Tchat runs after"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9} of the process tree: launcher, stores, sandbox, services and gateway at once. */
    void killEverything() {
        List<ProcessHandle> tree = Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(process -> process.onExit().orTimeout(20, SECONDS).join());
    }

    @Override
    public void close() {
        if (launcher == null) {
            return;
        }
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                killEverything();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String classPath(Path target) throws IOException {
        try (Stream<Path> jars = Files.list(target)) {
            Path jar = jars.filter(path -> path.getFileName().toString().matches("tchat-local-[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in " + target + ": run make build"));
            return jar + File.pathSeparator + target.resolve("lib") + File.separator + "*";
        }
    }
}
