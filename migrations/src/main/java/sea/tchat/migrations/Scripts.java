package sea.tchat.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripts packaged with this class, listed folder by folder; dropping a file into a folder is all it takes. */
final class Scripts {

    private static final String ROOT = "migrations/";
    /** A file that is always there: whether it lies in a jar or in target/classes, the folders lie beside it. */
    private static final String ANCHOR = "kafka/topics.txt";

    private Scripts() {}

    /**
     * The scripts of one folder in the order of their numbers.
     *
     * @param folder below {@code migrations/}, as in {@code postgres/auth}
     * @return empty when the folder has no script yet
     */
    static List<Script> in(String folder) {
        return Script.inOrder(fileNames(folder)
                .map(fileName -> folder + "/" + fileName)
                .map(path -> Script.of(path, text(path)))
                .toList());
    }

    /** The text of one packaged file below {@code migrations/}. */
    static String text(String path) {
        try (InputStream in = Scripts.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new MigrationException("migrations/" + path + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> fileNames(String folder) {
        URL anchor = Scripts.class.getClassLoader().getResource(ROOT + ANCHOR);
        if (anchor == null) {
            throw new MigrationException("migrations/" + ANCHOR + " is not in this build");
        }
        try {
            return anchor.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar, ROOT + folder + "/")
                    : inDirectory(
                            Path.of(anchor.toURI()).getParent().getParent().resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new MigrationException("cannot read the scripts at " + anchor, e);
        }
    }

    private static Stream<String> inJar(JarURLConnection jar, String prefix) throws IOException {
        return jar.getJarFile().stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                .map(name -> name.substring(prefix.length()));
    }

    private static Stream<String> inDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
