package sea.tchat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a process is, so that a later start can find it again: {@code <pid> <start, ms since 1970> <stop signal>}. A pid
 * alone is not enough, systems use them again; the moment of the start tells a stranger from our own.
 */
record PidFile(Path file, long pid, long startedAt, String stopSignal) {

    /** The clock's correction may move a start time, which Linux derives from the time of boot, by a little. */
    private static final long TOLERANCE_MS = 2_000;

    static PidFile write(Path file, ProcessHandle process, String stopSignal) {
        PidFile pidFile = new PidFile(file, process.pid(), startOf(process), stopSignal);
        try {
            Files.writeString(file, pidFile.pid + " " + pidFile.startedAt + " " + stopSignal + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pidFile;
    }

    static Optional<PidFile> read(Path file) {
        try {
            String[] words = Files.readString(file).trim().split(" ");
            return Optional.of(new PidFile(file, Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (IOException | RuntimeException incomplete) {
            return Optional.empty(); // absent, or its writer was killed while writing: says nothing about any process
        }
    }

    static List<PidFile> in(Path folder) {
        List<PidFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pid")) {
            files.forEach(file -> read(file).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    String part() {
        return file.getFileName().toString().replace(".pid", "");
    }

    /** The process this file was written for, if it still runs; never another one that got its number. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(Signals::isRunning)
                .filter(p -> Math.abs(startOf(p) - startedAt) <= TOLERANCE_MS);
    }

    /** Asks it to end, insists after {@code grace}, and forgets it. */
    void stop(Duration grace) {
        process().ifPresent(p -> Signals.stop(p, stopSignal, grace));
        forget();
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
