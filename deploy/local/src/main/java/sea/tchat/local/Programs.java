package sea.tchat.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finding and running programs of this machine. */
final class Programs {

    private Programs() {}

    static Optional<Path> onPath(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** What it prints; empty when it is not there, fails or takes longer than ten seconds. */
    static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes());
            boolean good = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return good ? Optional.of(text.trim()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Runs to the end; what it prints goes to the log. */
    static void run(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new LocalException(
                        Path.of(command.get(0)).getFileName() + " failed, see " + log + Logs.lastLines(log, 8));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted");
        }
    }

    /**
     * Puts a command into a process group of its own, so that Ctrl-C reaches the launcher alone, which then ends the parts
     * in their order. {@code setsid} is on every Linux, {@code perl} on every Mac; both keep the pid.
     */
    static List<String> inOwnGroup(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (onPath("setsid").isPresent()) {
            whole.add("setsid");
        } else if (onPath("perl").isPresent()) {
            whole.addAll(List.of("perl", "-e", "setpgrp(0,0); exec @ARGV"));
        }
        whole.addAll(command);
        return whole;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }
}
