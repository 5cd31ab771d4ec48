package sea.tchat.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command {@code dev}: everything, until Ctrl-C. */
final class Dev {

    private final Layout layout;
    private final Set<String> only;
    private final Map<String, String> given;

    /** @param given the person's own environment */
    Dev(Layout layout, Options options, Map<String, String> given) {
        this.layout = layout;
        this.given = given;
        this.only = options.has("parts") ? Set.of(options.text("parts", "").split(",")) : Set.of();
    }

    void run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Session session = Session.open(layout, Duration.ZERO);
        Preflight.disk(layout);
        Map<String, String> secrets = Secrets.in(layout.dir().resolve("secrets.properties"));
        Ports ports = new Ports(layout.dir().resolve("ports.properties"), 0);
        StoreSet stores = StoreSet.of(layout, ports, secrets.get("DB_PASSWORD"), given, this::isWanted);
        Settings settings = new Settings(layout, stores.settings(), secrets, given);
        List<Part> services = services(settings);
        List<Part> sandbox = sandbox(settings);
        for (Part part : concat(sandbox, services)) {
            part.prepare(); // says now what would be said after the stores have started: not built, port taken
        }
        Supervisor supervisor = session.supervisor();
        Control control = Control.listen(supervisor);
        describe(settings, control, concat(stores.parts(), concat(sandbox, services)));

        supervisor.start(stores.parts());
        if (!services.isEmpty()) {
            migrate(settings);
        }
        boolean complete = startProgrammes(supervisor, concat(sandbox, services));
        Console.say("");
        Console.say(
                complete ? welcome(settings, begin) : "  Not all parts run; those that do go on. Ctrl-C stops them.");
        session.await();
    }

    private boolean isWanted(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private List<Part> services(Settings settings) {
        List<Part> parts = new ArrayList<>();
        for (String name : Settings.SERVICES) {
            parts.add(new ServicePart(
                    layout,
                    name,
                    "services/" + name,
                    "sea.tchat." + name + ".Application",
                    settings.port(name),
                    "/health/ready",
                    settings.of(name)));
        }
        parts.add(new ServicePart(
                layout,
                "gateway",
                "gateway",
                "sea.tchat.gateway.Application",
                settings.port("gateway"),
                "/health/ready",
                settings.of("gateway")));
        parts.removeIf(part -> !isWanted(part.name()));
        return parts;
    }

    /** Not needed when every provider is a real one. */
    private List<Part> sandbox(Settings settings) {
        boolean allReal = Stream.of("TWILIO_BASE_URL", "STRIPE_BASE_URL", "OMISE_BASE_URL")
                .allMatch(given::containsKey);
        if (allReal || !isWanted("sandbox")) {
            return List.of();
        }
        return List.of(new ServicePart(
                layout,
                "sandbox",
                "integrations/sandbox",
                "sea.tchat.sandbox.Sandbox",
                settings.port("sandbox"),
                "/health",
                settings.ofSandbox(layout)));
    }

    private void migrate(Settings settings) throws IOException {
        long begin = System.nanoTime();
        Programs.run(Migrations.command(layout, List.of("up")), settings.common(), layout.log("migrations"));
        Console.progress("migrations", "up to date", Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean startProgrammes(Supervisor supervisor, List<Part> parts) {
        try {
            supervisor.start(parts);
            return true;
        } catch (LocalException e) {
            Arrays.stream(e.getMessage().split("\n")).forEach(line -> Console.complain("  " + line));
            return false;
        }
    }

    private void describe(Settings settings, Control control, List<Part> parts) {
        Map<String, String> all = new TreeMap<>(settings.common());
        all.put("TCHAT_PARTS", String.join(",", parts.stream().map(Part::name).toList()));
        all.put("PORT_BASE", String.valueOf(settings.port("gateway")));
        all.put("CONTROL_PORT", String.valueOf(control.port()));
        all.put("CONTROL_TOKEN", control.token());
        PropertiesFile.write(layout.environmentFile(), all);
    }

    private String welcome(Settings settings, long begin) {
        String runs = "Tchat runs after %.0f s. Logs in %s, Ctrl-C stops it.\n"
                .formatted((System.nanoTime() - begin) / 1e9, layout.dir().resolve("logs"));
        if (!only.isEmpty()) {
            return runs;
        }
        String services = String.join(
                ", ",
                Settings.SERVICES.stream().map(s -> s + " " + settings.url(s)).toList());
        return runs + """

                  gateway %1$s, sandbox %2$s
                  %3$s

                  curl -X POST %1$s/api/v1/auth/otp/send -H 'Content-Type: application/json' -d '{"phone_number":"+66812345678"}'
                  curl '%2$s/sandbox/twilio/messages?to=%%2B66812345678'
                  curl %1$s/api/v1/errors
                """.formatted(settings.url("gateway"), settings.url("sandbox"), services);
    }

    private static List<Part> concat(List<Part> first, List<Part> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
