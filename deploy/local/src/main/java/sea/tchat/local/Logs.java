package sea.tchat.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The log file of a part. */
final class Logs {

    private static final long LARGE = 20L << 20;
    private static final int TAIL_BYTES = 16 << 10;

    private Logs() {}

    /** Sets a large one aside before the next start, so that logs of a long-lived checkout do not grow for ever. */
    static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines, each on a line of its own and indented; empty when there is nothing to show. */
    static String lastLines(Path log, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            String[] lines =
                    new String(tail, StandardCharsets.UTF_8).stripTrailing().split("\n");
            StringBuilder text = new StringBuilder();
            for (int i = Math.max(0, lines.length - count); i < lines.length; i++) {
                text.append("\n      ").append(lines[i].length() > 300 ? lines[i].substring(0, 300) + "…" : lines[i]);
            }
            return text.toString();
        } catch (IOException nothingToShow) {
            return "";
        }
    }
}
