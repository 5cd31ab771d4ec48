package sea.tchat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie.
 *
 * @param root the checkout: the folder with {@code Makefile} and {@code pom.xml}
 * @param dir  this stack's own folder, {@code .local} unless told otherwise; two stacks never share one
 */
record Layout(Path root, Path dir) {

    static Layout of(Path root, Path dir) {
        return new Layout(root, root.resolve(dir).normalize());
    }

    /** The checkout: {@code -Dtchat.root}, or the nearest folder above with a Makefile and a pom.xml. */
    static Path findRoot() {
        String given = System.getProperty("tchat.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.exists(p.resolve("Makefile")) && Files.exists(p.resolve("pom.xml"))) {
                return p;
            }
        }
        throw new LocalException("No checkout of Tchat here or above: run this in its folder, or set -Dtchat.root.");
    }

    /** Process ids, addresses and locks of what runs now. */
    Path run() {
        return dir.resolve("run");
    }

    Path log(String part) {
        return dir.resolve("logs").resolve(part + ".log");
    }

    /** What a store keeps between runs. */
    Path data(String part) {
        return dir.resolve("data").resolve(part);
    }

    /** Programs unpacked from jars; the same for every stack of the checkout. */
    Path programs() {
        return root.resolve(".local").resolve("programs");
    }

    /** Addresses and settings of the running stack, for other programs: {@code health}, {@code restart}, the demo. */
    Path environmentFile() {
        return run().resolve("environment.properties");
    }

    void create() {
        try {
            for (Path p : List.of(run(), dir.resolve("logs"), dir.resolve("data"), programs())) {
                Files.createDirectories(p);
            }
        } catch (IOException e) {
            throw new LocalException("Cannot write to " + dir + ": " + e.getMessage(), e);
        }
    }

    /** The class path of a module that is a process: its jar, then {@code target/lib}. */
    String classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "tchat-*.jar")) {
                for (Path jar : found) {
                    if (!jar.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar")) {
                        jars.add(jar);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (jars.size() != 1 || !Files.isDirectory(target.resolve("lib"))) {
            throw new LocalException(module + " is not built: run make build.");
        }
        return jars.get(0) + ":" + target.resolve("lib") + "/*";
    }

    /** The jars of a store that is a Java program. */
    Path storeJars(String store) {
        Path lib = root.resolve("deploy/local").resolve(store).resolve("target/lib");
        if (!Files.isDirectory(lib)) {
            throw new LocalException("The jars of " + store + " are not there: run make build.");
        }
        return lib;
    }
}
