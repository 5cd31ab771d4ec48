package sea.tchat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the checkout, and what the build has put there. */
public final class Checkout {

    private Checkout() {}

    /** System property {@code tchat.root}, or the nearest folder above with a Makefile and a pom.xml. */
    public static Path root() {
        String given = System.getProperty("tchat.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.exists(p.resolve("Makefile")) && Files.exists(p.resolve("pom.xml"))) {
                return p;
            }
        }
        throw new IllegalStateException("No checkout of Tchat above "
                + Path.of("").toAbsolutePath() + ": run the tests inside it, or with -Dtchat.root=<its folder>");
    }

    /**
     * The class path of a module that is a process, to start it as production does.
     *
     * @throws IllegalStateException it was not built
     */
    public static String classPath(String module) {
        Path target = root().resolve(module).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            List<Path> jars = files.filter(file ->
                            file.getFileName().toString().matches("tchat-.*(?<!-sources|-javadoc|-tests)\\.jar"))
                    .toList();
            if (jars.size() != 1 || !Files.isDirectory(target.resolve("lib"))) {
                throw new IllegalStateException(module + " is not built: run make build");
            }
            return jars.get(0) + ":" + target.resolve("lib") + "/*";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
