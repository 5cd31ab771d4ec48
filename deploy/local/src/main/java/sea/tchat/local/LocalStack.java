package sea.tchat.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The whole system on one machine without Docker. Commands:
 *
 * <pre>
 * dev [--parts postgres,redis,…]     everything, or the parts named, until Ctrl-C
 * restart &lt;part&gt;                     one part of the running stack again
 * health                             one line per part; exit code 1 when one is down
 * stop                               ends a stack that runs in another shell
 * migrate up|down|status …           schemas and topics, see {@code sea.tchat.migrations.Migrate}
 * stores [--watched] [--fresh]       the four stores alone, for tests
 * </pre>
 *
 * Each takes {@code --dir <folder>}; default is {@code LOCAL_DIR} or {@code .local} in the checkout. Exit code 1: something
 * the person has to put right, in one line; 2: not a command.
 */
public final class LocalStack {

    private LocalStack() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments);
        try {
            int code =
                    run(words.isEmpty() ? "" : words.get(0), words.isEmpty() ? words : words.subList(1, words.size()));
            System.exit(code);
        } catch (LocalException e) {
            Console.complain(e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            Console.complain(e.toString());
            System.exit(1);
        }
    }

    private static int run(String command, List<String> arguments) throws IOException, InterruptedException {
        Options options = Options.parse(arguments);
        String dir = options.text("dir", System.getenv().getOrDefault("LOCAL_DIR", ".local"));
        Layout layout = Layout.of(Layout.findRoot(), Path.of(dir));
        switch (command) {
            case "dev" -> new Dev(layout, options, System.getenv()).run();
            case "stores" -> new Stores(layout, options).run();
            case "restart" ->
                Control.restart(
                        layout,
                        options.words().stream()
                                .findFirst()
                                .orElseThrow(() -> new LocalException("Which part? make restart PART=payment")));
            case "health" -> {
                return new Health(layout).report() ? 0 : 1;
            }
            case "stop" -> stop(layout);
            case "migrate" -> {
                return Migrations.run(layout, options.words());
            }
            default -> {
                Console.complain("usage: dev | restart <part> | health | stop | migrate up|down|status … | stores");
                return 2;
            }
        }
        return 0;
    }

    private static void stop(Layout layout) {
        Session.launcher(layout)
                .ifPresentOrElse(
                        launcher -> {
                            Console.say("  stopping process " + launcher.pid());
                            Signals.stop(launcher, "TERM", Duration.ofSeconds(60));
                        },
                        () -> Console.say("  nothing runs here"));
    }
}
