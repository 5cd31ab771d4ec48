package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** What would make a start fail later and less clearly. */
final class Preflight {

    private static final long NEEDED_BYTES = 1_500L << 20;

    private Preflight() {}

    /** Stores that run out of disk fail in the middle of their work. */
    static void disk(Layout layout) throws IOException {
        long free = Files.getFileStore(layout.dir()).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new LocalException("Only " + (free >> 20) + " MB are free where " + layout.dir() + " lies and "
                    + (NEEDED_BYTES >> 20) + " MB are needed: free some, or set LOCAL_DIR to a folder elsewhere.");
        }
    }

    static void portIsFree(String part, int port) {
        if (!Ports.isFree(port)) {
            throw new LocalException("Port " + port + " of " + part + " is taken"
                    + owner(port).map(who -> " by " + who).orElse("")
                    + ": stop that, or set PORT_BASE to move all ports (now " + part + " has " + port + ").");
        }
    }

    /** For example {@code java (process 4711)}; empty where it may not be known. */
    private static Optional<String> owner(int port) {
        return Programs.output("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
                .flatMap(pids -> pids.lines().findFirst())
                .filter(pid -> pid.matches("\\d+"))
                .or(() -> Programs.output("ss", "-Hltnp", "sport = :" + port)
                        .map(line -> line.replaceAll("(?s).*?pid=(\\d+).*", "$1"))
                        .filter(pid -> pid.matches("\\d+")))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid))
                                .flatMap(p -> p.info().command())
                                .map(c -> c.substring(c.lastIndexOf('/') + 1))
                                .orElse("somebody")
                        + " (process " + pid + ")");
    }
}
