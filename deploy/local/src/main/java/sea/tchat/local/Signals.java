package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ending a process: first politely, by the signal it understands as "finish and go", then not. */
final class Signals {

    private static final long LOOK_EVERY_NS = 30_000_000;

    private Signals() {}

    static void stop(ProcessHandle process, String signal, Duration grace) {
        send(process, signal);
        if (!ended(process, grace)) {
            process.destroyForcibly();
            ended(process, Duration.ofSeconds(5));
        }
    }

    private static void send(ProcessHandle process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isRunning(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
        return true;
    }

    /** Not dead, nor dead and only waiting for a parent that is slow to take note, as the first process of a container is. */
    static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            String text = Files.readString(stat); // pid (name) state …, and the name may contain anything
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException noSuchFile) { // not Linux, or it has just ended
            return process.isAlive();
        }
    }
}
