package sea.tchat.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import sea.tchat.migrations.KafkaTopics;
import sea.tchat.migrations.PostgresMigrations;
import sea.tchat.migrations.ScyllaMigrations;

/**
 * The environment of one service under test: a database, a keyspace, a Redis database and a topic prefix that nobody else
 * has, migrated; a port; random secrets. The names are those of the deployment guide.
 *
 * <p>Providers are at {@code SANDBOX_PORT}, where nobody listens until the test starts the sandbox there; other services'
 * URLs lead nowhere, except that the key set at {@code AUTH_URL} is the one of {@link #tokens()}.
 */
public final class TestEnvironment {

    private static final List<String> SERVICES = List.of("auth", "messaging", "payment", "notification");
    private static final String NOWHERE = "http://127.0.0.1:9"; // the discard port: refused at once

    private final String service;
    private final Map<String, String> settings;
    private final TestTokens tokens;

    private TestEnvironment(String service, Map<String, String> settings, TestTokens tokens) {
        this.service = service;
        this.settings = Collections.unmodifiableMap(settings);
        this.tokens = tokens;
    }

    /** @param service auth, messaging, payment, notification: migrated; or gateway: without database and keyspace */
    public static TestEnvironment of(String service) {
        Stores stores = Stores.shared();
        Map<String, String> all = new TreeMap<>(stores.secrets());
        all.putAll(stores.addresses());
        long number = Numbers.next(all);
        int port = FreePort.next();
        TestTokens tokens = TestTokens.signedWith(all.get("JWT_PRIVATE_KEY"));

        all.put("ENVIRONMENT", "development");
        all.put("LOG_LEVEL", "INFO");
        all.put("SERVICE_NAME", service);
        all.put("SERVICE_PORT", String.valueOf(port));
        all.put("REDIS_DB", String.valueOf(Numbers.redisDatabase(all, number)));
        all.put("KAFKA_TOPIC_PREFIX", "test." + number + ".");
        all.put("KAFKA_GROUP_ID", "test-" + number + "-" + service);
        all.put("KAMELETS_DIR", Checkout.root().resolve("kamelets").toString());
        SERVICES.forEach(other -> all.put(other.toUpperCase(Locale.ROOT) + "_URL", NOWHERE));
        providers(all, port);
        all.put("AUTH_URL", service.equals("auth") ? "http://127.0.0.1:" + port : tokens.url());
        if (SERVICES.contains(service)) {
            all.put("DB_NAME", "test_" + service + "_" + number);
            all.put("SCYLLA_KEYSPACE", "test_" + service + "_" + number);
            migrate(service, all);
        }
        KafkaTopics.up(all.get("KAFKA_BROKERS"), all.get("KAFKA_TOPIC_PREFIX"));
        return new TestEnvironment(service, all, tokens);
    }

    public String service() {
        return service;
    }

    /** Environment variable → value; nothing that the service wants is missing. */
    public Map<String, String> settings() {
        return settings;
    }

    /** @throws IllegalArgumentException there is none of that name */
    public String get(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No setting " + name + "; there are " + settings.keySet());
        }
        return value;
    }

    /** Where the service under test answers. */
    public String url() {
        return "http://127.0.0.1:" + get("SERVICE_PORT");
    }

    public String jdbcUrl() {
        return jdbcUrl(settings);
    }

    /** Access tokens that the service under test believes. */
    public TestTokens tokens() {
        return tokens;
    }

    private static void providers(Map<String, String> all, int servicePort) {
        int sandbox = FreePort.next();
        String url = "http://127.0.0.1:" + sandbox;
        String service = "http://127.0.0.1:" + servicePort;
        all.put("SANDBOX_PORT", String.valueOf(sandbox));
        all.put("SANDBOX_URL", url);
        all.put(
                "SANDBOX_DATA",
                Checkout.root().resolve(".local/test/sandbox/" + sandbox).toString());
        all.put("TWILIO_FROM", "+15005550006");
        all.put("TWILIO_BASE_URL", url + "/twilio");
        all.put("STRIPE_BASE_URL", url + "/stripe");
        all.put("OMISE_BASE_URL", url + "/omise");
        all.put("OMISE_VAULT_URL", url + "/omise-vault");
        all.put("PUBLIC_BASE_URL", service);
        all.put("STRIPE_WEBHOOK_URL", service + "/api/v1/webhooks/stripe");
        all.put("OMISE_WEBHOOK_URL", service + "/api/v1/webhooks/omise");
    }

    private static void migrate(String service, Map<String, String> all) {
        PostgresMigrations.up(jdbcUrl(all), all.get("DB_USER"), all.get("DB_PASSWORD"), service);
        ScyllaMigrations.up(
                List.of(all.get("SCYLLA_HOSTS").split(",")),
                all.get("SCYLLA_DATACENTER"),
                all.get("SCYLLA_KEYSPACE"),
                Integer.parseInt(all.get("SCYLLA_REPLICATION_FACTOR")),
                service);
    }

    private static String jdbcUrl(Map<String, String> all) {
        return "jdbc:postgresql://" + all.get("DB_HOST") + ":" + all.get("DB_PORT") + "/" + all.get("DB_NAME");
    }
}
