package sea.tchat.routes.config;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * {@code ENVIRONMENT=production} refuses to start with a secret missing, a plain-text connection or a sandbox's address, and names
 * each. A service says what it needs in {@code tchat.required-in-production}.
 */
public final class ProductionGuard implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        List<String> wrong = objections(event.getEnvironment());
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("ENVIRONMENT=production will not start: " + String.join("; ", wrong));
        }
    }

    static List<String> objections(ConfigurableEnvironment settings) {
        String environment = settings.getProperty("tchat.environment", "development");
        List<String> wrong = new ArrayList<>();
        if (!environment.equals("development") && !environment.equals("production")) {
            wrong.add("ENVIRONMENT must be development or production, not " + environment);
        }
        if (!environment.equals("production")) {
            return wrong;
        }
        List<String> required = new ArrayList<>(List.of("OPS_TOKEN"));
        String own = settings.getProperty("tchat.required-in-production", "");
        for (String name : own.split(",")) {
            if (!name.isBlank()) {
                required.add(name.trim());
            }
        }
        for (String name : required) {
            String value = settings.getProperty(name, "");
            if (value.isBlank()) {
                wrong.add(name + " is not set");
            } else if (name.endsWith("_URL") && !value.startsWith("https://")) {
                wrong.add(name + " is not https");
            }
        }
        if (settings.getProperty("tchat.stores.postgres", Boolean.class, false)) {
            if (!List.of("require", "verify-ca", "verify-full").contains(settings.getProperty("DB_SSL_MODE", ""))) {
                wrong.add("DB_SSL_MODE must be require, verify-ca or verify-full");
            }
            if (settings.getProperty("DB_PASSWORD", "").isBlank()) {
                wrong.add("DB_PASSWORD is not set");
            }
        }
        if (settings.getProperty("tchat.stores.redis", Boolean.class, false)
                && !settings.getProperty("REDIS_TLS", "").equals("true")) {
            wrong.add("REDIS_TLS is not true");
        }
        if (settings.getProperty("tchat.stores.cassandra", Boolean.class, false)
                && !settings.getProperty("SCYLLA_TLS", "").equals("true")) {
            wrong.add("SCYLLA_TLS is not true");
        }
        if (settings.getProperty("tchat.stores.kafka", Boolean.class, false)
                && !settings.getProperty("KAFKA_SECURITY_PROTOCOL", "").endsWith("SSL")) {
            wrong.add("KAFKA_SECURITY_PROTOCOL must be SSL or SASL_SSL");
        }
        for (String name : List.of("TWILIO_BASE_URL", "STRIPE_BASE_URL", "OMISE_BASE_URL")) {
            String value = settings.getProperty(name, "");
            if (!value.isBlank() && !value.startsWith("https://")) {
                wrong.add(name + " points at a sandbox");
            }
        }
        return wrong;
    }
}
