package sea.tchat.e2e;

import java.io.IOException;
import java.util.List;

/**
 * {@code make demo}: the walk-through against a running system, one line a step. With {@code --pause} it waits for Enter before
 * each step, so that one can look around, or kill something, in between.
 */
public final class Demo {
    private Demo() {}

    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        if (!options.isEmpty() && !options.equals(List.of("--pause"))) {
            System.err.println("usage: make demo [ARGS=--pause]");
            System.exit(2);
        }
        int base = Integer.parseInt(System.getenv().getOrDefault("PORT_BASE", "8080"));
        String gateway = System.getenv().getOrDefault("GATEWAY_URL", "http://127.0.0.1:" + base);
        String sandbox = System.getenv().getOrDefault("SANDBOX_URL", "http://127.0.0.1:" + (base + 10));
        System.out.println("Tchat at " + gateway + ", its providers' sandbox at " + sandbox);
        try {
            int number = 0;
            for (Walkthrough.Step step :
                    new Walkthrough(gateway, sandbox, line -> System.out.println("     " + line)).steps()) {
                System.out.printf("%n%2d. %s%n", ++number, step.title());
                if (options.contains("--pause")) {
                    System.out.print("     Enter goes on ");
                    while (System.in.read() != '\n') {
                        // the rest of the line
                    }
                }
                step.run().run();
            }
            System.out.println("\nAll of it holds.");
        } catch (IllegalStateException e) {
            System.err.println("\nThe demo stops: " + e.getMessage());
            System.exit(1);
        }
    }
}
