package sea.tchat.migrations;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command's settings, from the environment.
 *
 * @param dbHost DB_HOST, default localhost
 * @param dbPort DB_PORT, default 5432
 * @param dbName DB_NAME or null; replaces {@code tchat_<service>} where one service is named
 * @param dbUser DB_USER, default postgres
 * @param dbPassword DB_PASSWORD, default postgres
 * @param dbSslMode DB_SSL_MODE, default prefer
 * @param scyllaHosts SCYLLA_HOSTS, default localhost:9042; a host without a port gets 9042
 * @param scyllaDatacenter SCYLLA_DATACENTER, default datacenter1
 * @param scyllaKeyspace SCYLLA_KEYSPACE or null, as DB_NAME
 * @param scyllaReplicationFactor SCYLLA_REPLICATION_FACTOR, default 1, in production 3
 * @param kafkaBrokers KAFKA_BROKERS or null: topics are left alone
 * @param kafkaTopicPrefix KAFKA_TOPIC_PREFIX, default {@code tchat.}
 * @param production whether ENVIRONMENT is production: nothing that names or guards a store has a default then
 */
record Settings(
        String dbHost,
        int dbPort,
        String dbName,
        String dbUser,
        String dbPassword,
        String dbSslMode,
        List<String> scyllaHosts,
        String scyllaDatacenter,
        String scyllaKeyspace,
        int scyllaReplicationFactor,
        String kafkaBrokers,
        String kafkaTopicPrefix,
        boolean production) {

    private static final List<String> PRODUCTION_NEEDS =
            List.of("DB_HOST", "DB_USER", "DB_PASSWORD", "DB_SSL_MODE", "SCYLLA_HOSTS", "SCYLLA_DATACENTER");

    static Settings from(Map<String, String> environment) {
        boolean production = "production".equals(environment.get("ENVIRONMENT"));
        if (production) {
            List<String> missing = PRODUCTION_NEEDS.stream()
                    .filter(name -> environment.getOrDefault(name, "").isBlank())
                    .toList();
            if (!missing.isEmpty()) {
                throw new MigrationException("ENVIRONMENT=production, and not set: " + String.join(", ", missing));
            }
            if (List.of("disable", "allow", "prefer")
                    .contains(environment.get("DB_SSL_MODE").toLowerCase(Locale.ROOT))) {
                throw new MigrationException("ENVIRONMENT=production, and DB_SSL_MODE=" + environment.get("DB_SSL_MODE")
                        + " allows plain text: set require, verify-ca or verify-full");
            }
        }
        return new Settings(
                text(environment, "DB_HOST", "localhost"),
                number(environment, "DB_PORT", 5432),
                text(environment, "DB_NAME", null),
                text(environment, "DB_USER", "postgres"),
                text(environment, "DB_PASSWORD", "postgres"),
                text(environment, "DB_SSL_MODE", "prefer"),
                hosts(text(environment, "SCYLLA_HOSTS", "localhost:9042")),
                text(environment, "SCYLLA_DATACENTER", "datacenter1"),
                text(environment, "SCYLLA_KEYSPACE", null),
                number(environment, "SCYLLA_REPLICATION_FACTOR", production ? 3 : 1),
                text(environment, "KAFKA_BROKERS", null),
                text(environment, "KAFKA_TOPIC_PREFIX", "tchat."),
                production);
    }

    /** The database of a service; {@code alone} says that no other service is named. */
    String jdbcUrl(String service, boolean alone) {
        String database = alone && dbName != null ? dbName : "tchat_" + service;
        return "jdbc:postgresql://" + dbHost + ":" + dbPort + "/" + database + "?sslmode=" + dbSslMode;
    }

    /** The keyspace of a service; {@code alone} as above. */
    String keyspace(String service, boolean alone) {
        return alone && scyllaKeyspace != null ? scyllaKeyspace : "tchat_" + service;
    }

    private static List<String> hosts(String text) {
        return List.of(text.split("\\s*,\\s*")).stream()
                .map(host -> host.contains(":") ? host : host + ":9042")
                .toList();
    }

    private static String text(Map<String, String> environment, String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String value = text(environment, name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for a number that is too small.
        }
        throw new MigrationException(name + "=" + value + " is not a positive number");
    }
}
