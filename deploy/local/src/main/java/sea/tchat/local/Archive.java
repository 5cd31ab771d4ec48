package sea.tchat.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Programs that come inside jars, unpacked once; a folder or file that has its final name is complete. */
final class Archive {

    private Archive() {}

    static InputStream resource(String name) {
        InputStream in = Archive.class.getResourceAsStream(name);
        if (in == null) {
            throw new LocalException("No program for this kind of machine (" + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "): " + name);
        }
        return in;
    }

    /** A single executable. */
    static Path program(String resource, Path target) throws IOException {
        if (!Files.exists(target)) {
            Path fresh = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".new");
            try (InputStream in = resource(resource)) {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    /** A {@code .tar.xz} with its permissions and links. */
    static Path folder(String resource, Path target) throws IOException {
        if (Files.exists(target)) {
            return target;
        }
        Path fresh = Files.createTempDirectory(target.getParent(), target.getFileName() + ".new");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream in = resource(resource);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, fresh.resolve(entry.getName()).normalize());
            }
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException another) { // another launcher was quicker: theirs is as good
            delete(fresh);
            if (!Files.exists(target)) {
                throw another;
            }
        }
        return target;
    }

    private static void unpack(TarArchiveEntry entry, InputStream tar, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
