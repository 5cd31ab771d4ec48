package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL from its own binaries, durable: what is committed survives a kill at any point. */
record PostgresPart(Layout layout, int port, String password) implements Part {

    static final String USER = "tchat";

    private static final String VERSION = "17";

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Launch prepare() throws IOException {
        String platform = (Programs.isMac() ? "darwin" : "linux") + "-" + (Programs.isArm() ? "arm_64" : "x86_64");
        Path bin = Archive.folder(
                        "/postgres-" + platform + ".txz",
                        layout.programs().resolve("postgres-" + VERSION + "-" + platform))
                .resolve("bin");
        Path data = layout.data(name());
        Unprivileged unprivileged = Unprivileged.here();
        unprivileged.own(data, layout.log(name()));
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            create(bin, data, unprivileged.prefix());
        }
        forgetStranger(data);
        List<String> command = new ArrayList<>(unprivileged.prefix());
        command.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", String.valueOf(port)));
        Map<String, String> settings = Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "", // its path may be too long for a socket
                "max_connections", "300",
                "shared_buffers", "64MB",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "timezone", "UTC",
                "log_timezone", "UTC");
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // INT is its "fast" stop: TERM would wait for every client to leave. A killed one's last children may need a
        // moment to let go of its shared memory, hence three attempts.
        return Launch.of(command, Map.of(), "127.0.0.1:" + port, Readiness.postgres("127.0.0.1", port))
                .stoppedBy("INT")
                .triedTimes(3);
    }

    private void create(Path bin, Path data, List<String> unprivileged) throws IOException {
        Archive.delete(data); // the remains of a creation that was killed
        Path passwordFile = Files.createTempFile(
                layout.run(),
                "initdb",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            List<String> command = new ArrayList<>(unprivileged);
            command.addAll(List.of(bin.resolve("initdb").toString(), "-D", data.toString(), "-U", USER));
            command.addAll(List.of("--pwfile", passwordFile.toString(), "--auth", "scram-sha-256"));
            command.addAll(List.of("--encoding", "UTF8", "--locale", "C"));
            Programs.run(command, Map.of(), layout.log(name()));
        } finally {
            Files.delete(passwordFile);
        }
    }

    /**
     * A killed server leaves {@code postmaster.pid}. The next one looks whether that process still lives, but not whether it
     * is a PostgreSQL at all: after a reboot the number may be anybody's, and the server would refuse to start.
     */
    private static void forgetStranger(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.exists(file)) {
            String pid =
                    Files.readAllLines(file).stream().findFirst().orElse("").trim();
            boolean server = pid.matches("\\d+")
                    && ProcessHandle.of(Long.parseLong(pid))
                            .flatMap(p -> p.info().command())
                            .filter(c -> c.endsWith("/postgres"))
                            .isPresent();
            if (!server) {
                Files.delete(file);
            }
        }
    }
}
