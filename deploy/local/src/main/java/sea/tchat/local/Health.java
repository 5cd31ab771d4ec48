package sea.tchat.local;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The command {@code health}: one line per part of the running stack. */
final class Health {

    private final Map<String, String> running;

    Health(Layout layout) {
        this.running = PropertiesFile.readMap(layout.environmentFile());
        if (running.isEmpty() || Session.launcher(layout).isEmpty()) {
            throw new LocalException("Nothing runs here: start it with make dev.");
        }
    }

    /** @return whether every part answers */
    boolean report() {
        boolean good = true;
        for (String part : running.get("TCHAT_PARTS").split(",")) {
            good &= report(part);
        }
        return good;
    }

    private boolean report(String part) {
        String address = address(part);
        long begin = System.nanoTime();
        String trouble;
        try {
            trouble = readiness(part, address).isReady() ? null : "answers that it is not ready";
        } catch (IOException e) {
            trouble = e.getMessage();
        }
        double ms = (System.nanoTime() - begin) / 1e6;
        Console.say(String.format(
                Locale.ROOT,
                "  %-13s %-5s %-24s %7.1f ms%s",
                part,
                trouble == null ? "up" : "down",
                address,
                ms,
                trouble == null ? "" : "   " + trouble));
        return trouble == null;
    }

    private String address(String part) {
        return switch (part) {
            case "postgres" -> running.get("DB_HOST") + ":" + running.get("DB_PORT");
            case "redis" -> running.get("REDIS_HOST") + ":" + running.get("REDIS_PORT");
            case "kafka" -> running.get("KAFKA_BROKERS");
            case "cassandra" -> running.get("SCYLLA_HOSTS");
            default -> running.get(part.toUpperCase(Locale.ROOT) + "_URL").replace("http://", "");
        };
    }

    private static Readiness readiness(String part, String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return switch (part) {
            case "postgres" -> Readiness.postgres(host, port);
            case "redis" -> Readiness.redis(host, port);
            case "kafka" -> Readiness.kafka(host, port);
            case "cassandra" -> Readiness.cassandra(host, port);
            case "sandbox" -> Readiness.http("http://" + address + "/health");
            default -> Readiness.http("http://" + address + "/health/ready");
        };
    }
}
