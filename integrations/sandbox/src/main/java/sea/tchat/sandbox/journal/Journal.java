package sea.tchat.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.function.Consumer;
import sea.tchat.sandbox.wire.Json;

/**
 * The one file that holds the sandbox's state: JSON lines, each a whole transaction, only ever appended to. A line is handed to the operating system before the
 * answer it belongs to is sent, so {@code kill -9} loses nothing that anybody was told. It is not forced to disk: a power cut may lose the last moments,
 * which is fair for a stand-in.
 *
 * <p>A torn last line (killed in mid-write) is cut off at opening; a broken line anywhere else means that somebody edited the file, and opening fails.
 */
final class Journal implements Closeable {
    private final Path file;
    private final FileChannel lockFile;
    private final FileLock lock;
    private FileChannel channel;

    private Journal(Path file, FileChannel lockFile, FileLock lock, FileChannel channel) {
        this.file = file;
        this.lockFile = lockFile;
        this.lock = lock;
        this.channel = channel;
    }

    static Journal open(Path directory, Consumer<JsonNode> replay) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IOException("another sandbox is using " + directory);
        }
        Path file = directory.resolve("journal.jsonl");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long good = replay(file, channel, replay);
            channel.truncate(good);
            channel.position(good);
        } catch (IOException e) {
            channel.close();
            lockFile.close();
            throw e;
        }
        return new Journal(file, lockFile, lock, channel);
    }

    private static FileLock lock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // the same process, as in a test that starts two
        }
    }

    /** Answers where the last whole line ends. */
    private static long replay(Path file, FileChannel channel, Consumer<JsonNode> replay) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long good = 0;
        long read = 0;
        channel.position(0);
        while (channel.read(chunk) >= 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                byte b = chunk.get();
                read++;
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                try {
                    replay.accept(Json.MAPPER.readTree(line.toByteArray()));
                } catch (IOException e) {
                    throw new IOException(file + " is damaged at byte " + good + ": move it away to start empty", e);
                }
                line.reset();
                good = read;
            }
            chunk.clear();
        }
        return good;
    }

    void append(JsonNode transaction) {
        try {
            append(channel, transaction);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void append(FileChannel channel, JsonNode transaction) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(transaction);
        ByteBuffer line = ByteBuffer.allocate(json.length + 1);
        line.put(json).put((byte) '\n').flip();
        long before = channel.position();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            channel.truncate(before); // a full disk must not leave half a line in the middle
            throw e;
        }
    }

    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file by the given lines; the old file stays until the new one is whole on disk. */
    void rewrite(Iterator<JsonNode> lines) {
        Path fresh = file.resolveSibling("journal.jsonl.new");
        try {
            FileChannel next = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            while (lines.hasNext()) {
                append(next, lines.next());
            }
            next.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel.close();
            channel = next;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rewrite " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
