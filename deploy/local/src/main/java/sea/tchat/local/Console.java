package sea.tchat.local;

import java.time.Duration;
import java.util.Locale;

/** The lines a person reads while the stack starts, runs and stops; whole lines only, whichever thread speaks. */
final class Console {

    private Console() {}

    static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    static synchronized void complain(String line) {
        System.out.flush();
        System.err.println(line);
        System.err.flush();
    }

    /** For example {@code   postgres      ready on 127.0.0.1:15432          2.1 s}. */
    static void progress(String part, String what, Duration took) {
        say(String.format(Locale.ROOT, "  %-13s %-42s %5.1f s", part, what, took.toMillis() / 1000.0));
    }
}
