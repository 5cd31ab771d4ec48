package sea.tchat.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes by pid and start time, as the local stack writes them: {@code <pid> <start, ms since 1970> <signal>}. */
final class Processes {

    private static final long TOLERANCE_MS = 2_000;

    private Processes() {}

    /** For how long the stores are wanted: while Maven runs, else while the IDE or shell does that runs this test. */
    static ProcessHandle build() {
        ProcessHandle self = ProcessHandle.current();
        return ancestors(self)
                .filter(Processes::isMaven)
                .findFirst()
                .or(self::parent)
                .filter(p -> p.pid() > 1)
                .orElse(self);
    }

    static Path write(Path folder, ProcessHandle process) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(
                folder.resolve(process.pid() + ".pid"), process.pid() + " " + startOf(process) + " TERM\n");
    }

    static Optional<ProcessHandle> read(Path file) {
        try {
            String[] words = Files.readString(file).trim().split(" ");
            long startedAt = Long.parseLong(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> Math.abs(startOf(p) - startedAt) <= TOLERANCE_MS);
        } catch (IOException | RuntimeException absentOrIncomplete) {
            return Optional.empty();
        }
    }

    private static Stream<ProcessHandle> ancestors(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, p -> p.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream);
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().arguments().stream()
                .flatMap(Stream::of)
                .anyMatch(argument -> argument.contains("classworlds"));
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
