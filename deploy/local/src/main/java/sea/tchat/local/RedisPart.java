package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis: the machine's own when it is 7 or newer, else one from a jar. Keeps nothing: what is in it can be lost. */
record RedisPart(Layout layout, int port) implements Part {

    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
    private static final String BUNDLED = "7.4.1";

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = Files.createDirectories(layout.data(name()));
        Optional<Path> installed = installed();
        Path program = installed.isPresent() ? installed.get() : bundled();
        List<String> command = List.of(
                program.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--dir",
                data.toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--databases",
                "1024",
                "--daemonize",
                "no");
        return Launch.of(command, Map.of(), "127.0.0.1:" + port, Readiness.redis("127.0.0.1", port));
    }

    private static Optional<Path> installed() {
        return Programs.onPath("redis-server").filter(program -> Programs.output(program.toString(), "--version")
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .filter(version -> Integer.parseInt(version.group(1)) >= 7)
                .isPresent());
    }

    private Path bundled() throws IOException {
        String platform = (Programs.isMac() ? "darwin" : "linux") + "-" + (Programs.isArm() ? "arm64" : "amd64");
        String file = "redis-server-" + BUNDLED + "-" + platform;
        return Archive.program("/" + file, layout.programs().resolve(file));
    }
}
