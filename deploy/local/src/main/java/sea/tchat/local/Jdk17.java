package sea.tchat.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Java 17 that Cassandra 5 insists on: it needs the Security Manager, which later ones do not have. */
final class Jdk17 {

    private Jdk17() {}

    /**
     * Looks at {@code JAVA17_HOME}, the Java that runs this, {@code JAVA_HOME}, and where Linux and macOS install them.
     *
     * @return its {@code bin/java}
     * @throws LocalException there is none
     */
    static Path find() {
        for (Path home : candidates()) {
            Path java = home.resolve("bin/java");
            if (Files.isExecutable(java) && isVersion17(home)) {
                return java;
            }
        }
        throw new LocalException("Cassandra needs a JDK 17 and none was found: install one and set JAVA17_HOME to it,"
                + " or set SCYLLA_HOSTS to a server (this is Java "
                + Runtime.version().feature() + ").");
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA17_HOME")).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        for (String folder : List.of("/usr/lib/jvm", System.getProperty("user.home") + "/.sdkman/candidates/java")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), "*17*")) {
                    found.forEach(homes::add);
                } catch (IOException unreadable) {
                    throw new LocalException("Cannot read " + folder, unreadable);
                }
            }
        }
        if (Programs.isMac()) {
            Programs.output("/usr/libexec/java_home", "-v", "17").map(Path::of).ifPresent(homes::add);
        }
        return homes;
    }

    private static boolean isVersion17(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.exists(release)
                    && Files.readAllLines(release).stream().anyMatch(line -> line.matches("JAVA_VERSION=\"17[.\"].*"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
