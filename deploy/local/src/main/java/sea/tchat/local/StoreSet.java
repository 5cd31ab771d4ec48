package sea.tchat.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The stores of a stack: which of them are ours to start, and the settings by which services reach them. A store that the
 * environment names by its address ({@code DB_HOST}, {@code REDIS_HOST}, {@code SCYLLA_HOSTS}, {@code KAFKA_BROKERS}) is
 * used as it is given there and not started.
 */
record StoreSet(List<Part> parts, Map<String, String> settings) {

    /**
     * @param given the environment of the launcher
     * @param wanted by the name of the part
     */
    static StoreSet of(
            Layout layout, Ports ports, String databasePassword, Map<String, String> given, Predicate<String> wanted) {
        List<Part> parts = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        if (wanted.test("postgres") && !given.containsKey("DB_HOST")) {
            int port = ports.claim("postgres", 15432);
            parts.add(new PostgresPart(layout, port, databasePassword));
            settings.putAll(Map.of(
                    "DB_HOST",
                    "127.0.0.1",
                    "DB_PORT",
                    String.valueOf(port),
                    "DB_USER",
                    PostgresPart.USER,
                    "DB_PASSWORD",
                    databasePassword,
                    "DB_SSL_MODE",
                    "disable"));
        }
        if (wanted.test("redis") && !given.containsKey("REDIS_HOST")) {
            int port = ports.claim("redis", 16379);
            parts.add(new RedisPart(layout, port));
            settings.putAll(Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", String.valueOf(port), "REDIS_DB", "0"));
        }
        if (wanted.test("kafka") && !given.containsKey("KAFKA_BROKERS")) {
            int port = ports.claim("kafka", 19092);
            parts.add(new KafkaPart(layout, port, ports.claim("kafka-controller", 19192)));
            settings.put("KAFKA_BROKERS", "127.0.0.1:" + port);
        }
        if (wanted.test("cassandra") && !given.containsKey("SCYLLA_HOSTS")) {
            int port = ports.claim("cassandra", 19042);
            parts.add(new CassandraPart(layout, Jdk17.find(), port, ports.claim("cassandra-storage", 17000)));
            settings.putAll(Map.of(
                    "SCYLLA_HOSTS", "127.0.0.1:" + port,
                    "SCYLLA_DATACENTER", "datacenter1",
                    "SCYLLA_REPLICATION_FACTOR", "1"));
        }
        return new StoreSet(List.copyOf(parts), settings);
    }
}
