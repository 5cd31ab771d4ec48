package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends the parts when the launcher cannot do it itself any more, because it was killed. A shell reads from a pipe whose
 * other end only the launcher holds: the system closes it with the launcher, however that ends. The shell then goes by
 * the pid files; a launcher that stopped its parts has left none.
 */
final class Guard {

    private static final String SCRIPT = """
            trap '' INT HUP TERM
            cat >/dev/null
            pids=
            for file in "$1"/*.pid; do
              [ "${file##*/}" != launcher.pid ] && read -r pid started signal <"$file" || continue
              kill "-$signal" "$pid" && pids="$pids $pid"
            done
            for second in 1 2 3 4 5 6 7 8 9 10 11 12; do
              [ -n "$pids" ] && kill -0 $pids || exit 0
              sleep 1
            done
            kill -KILL $pids
            """;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    static Guard over(Path runFolder) throws IOException {
        List<String> command =
                Programs.inOwnGroup(List.of("sh", "-c", SCRIPT, "tchat-local-guard", runFolder.toString()));
        return new Guard(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** What the system does when the launcher is killed. */
    void launcherIsGone() throws IOException {
        shell.getOutputStream().close();
    }

    /** The parts are gone: there is nothing to guard. */
    void dismiss() {
        shell.destroyForcibly();
    }
}
