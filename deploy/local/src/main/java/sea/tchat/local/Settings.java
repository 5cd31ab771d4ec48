package sea.tchat.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of every process of the stack: the stores' addresses, the secrets, the sandbox in place of the providers,
 * one another's URLs. What the person's own environment sets wins over all of them.
 */
final class Settings {

    static final List<String> SERVICES = List.of("auth", "messaging", "payment", "notification");

    private final int base;
    private final Map<String, String> common;

    Settings(Layout layout, Map<String, String> stores, Map<String, String> secrets, Map<String, String> given) {
        this.base = portBase(given);
        Map<String, String> all = new LinkedHashMap<>(secrets);
        all.put("ENVIRONMENT", "development");
        all.put("KAFKA_TOPIC_PREFIX", "tchat.");
        all.put("KAMELETS_DIR", layout.root().resolve("kamelets").toString());
        all.put("TWILIO_FROM", "+15005550006");
        all.put("TWILIO_BASE_URL", url("sandbox") + "/twilio");
        all.put("STRIPE_BASE_URL", url("sandbox") + "/stripe");
        all.put("OMISE_BASE_URL", url("sandbox") + "/omise");
        all.put("OMISE_VAULT_URL", url("sandbox") + "/omise-vault");
        all.put("PUBLIC_BASE_URL", url("gateway"));
        SERVICES.forEach(service -> all.put(service.toUpperCase(Locale.ROOT) + "_URL", url(service)));
        all.put("GATEWAY_URL", url("gateway"));
        all.put("SANDBOX_URL", url("sandbox"));
        all.put("LOCAL_DIR", layout.dir().toString());
        all.putAll(stores);
        given.forEach((name, value) -> {
            if (!stores.containsKey(name) && (all.containsKey(name) || isSetting(name))) {
                all.put(name, value);
            }
        });
        this.common = all;
    }

    /** Those that belong to a store or a provider which the environment names, and of which nothing is known here. */
    private static boolean isSetting(String name) {
        return name.matches("(DB|REDIS|SCYLLA|KAFKA|TWILIO|STRIPE|OMISE|OTP|SMS|TLS|LOG|TCHAT)_.*|TRUSTED_PROXIES");
    }

    int port(String part) {
        return switch (part) {
            case "gateway" -> base;
            case "sandbox" -> base + 10;
            default -> base + 1 + SERVICES.indexOf(part);
        };
    }

    String url(String part) {
        return "http://127.0.0.1:" + port(part);
    }

    Map<String, String> common() {
        return new TreeMap<>(common);
    }

    /** What a service or the gateway is started with. */
    Map<String, String> of(String service) {
        Map<String, String> own = new LinkedHashMap<>(common);
        own.put("SERVICE_NAME", service);
        own.put("SERVICE_PORT", String.valueOf(port(service)));
        own.put("KAFKA_GROUP_ID", "tchat-" + service);
        if (SERVICES.contains(service)) {
            own.put("DB_NAME", "tchat_" + service);
            own.put("SCYLLA_KEYSPACE", "tchat_" + service);
            // What comes from the gateway names its client; everybody at this machine has one address, so the limit is
            // by number.
            own.putIfAbsent("TRUSTED_PROXIES", "127.0.0.1");
            own.putIfAbsent("OTP_LIMIT_IP_PER_HOUR", "1000");
        }
        return own;
    }

    /** What the stand-ins for the providers are started with: the services' secrets, and where webhooks go. */
    Map<String, String> ofSandbox(Layout layout) {
        Map<String, String> own = new LinkedHashMap<>();
        common.forEach((name, value) -> {
            if (name.matches("(TWILIO|STRIPE|OMISE)_.*")) {
                own.put(name, value);
            }
        });
        own.put("SANDBOX_PORT", String.valueOf(port("sandbox")));
        own.put("SANDBOX_DATA", layout.dir().resolve("sandbox").toString());
        own.put("OMISE_WEBHOOK_URL", url("gateway") + "/api/v1/webhooks/omise");
        own.put("STRIPE_WEBHOOK_URL", url("gateway") + "/api/v1/webhooks/stripe");
        return own;
    }

    private static int portBase(Map<String, String> given) {
        String text = given.getOrDefault("PORT_BASE", "8080");
        if (!text.matches("\\d{4,5}") || Integer.parseInt(text) < 1024 || Integer.parseInt(text) > 65_000) {
            throw new LocalException("PORT_BASE=" + text + " is not a port from 1024 to 65000.");
        }
        return Integer.parseInt(text);
    }
}
