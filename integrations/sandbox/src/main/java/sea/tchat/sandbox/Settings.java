package sea.tchat.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The sandbox's settings, from environment variables. Nothing secret has a default, and live keys are refused, so that nobody types one in here.
 *
 * @param port {@code SANDBOX_PORT}, 8090; 0 for any free one
 * @param host {@code SANDBOX_HOST}, 127.0.0.1
 * @param publicUrl {@code SANDBOX_PUBLIC_URL}, for addresses in answers; null: host and port
 * @param data {@code SANDBOX_DATA}, folder of the journal, {@code .local/sandbox}
 * @param stripeApiVersion {@code STRIPE_API_VERSION}, the account's version, which events have; that of stripe-java 33.3 by default
 * @param retryBase {@code SANDBOX_RETRY_MS}, pause after the first failed webhook, doubled each time up to a minute; 1000
 * @param step {@code SANDBOX_STEP_MS}, pause between the steps of a message or, ten times as long, a transfer; 100
 */
record Settings(
        int port,
        String host,
        String publicUrl,
        Path data,
        String twilioAccountSid,
        String twilioAuthToken,
        String stripeSecretKey,
        String stripeWebhookSecret,
        String stripeWebhookUrl,
        String stripeApiVersion,
        String omiseSecretKey,
        String omisePublicKey,
        String omiseWebhookSecret,
        String omiseWebhookUrl,
        Duration retryBase,
        Duration step) {
    private static final List<String> REQUIRED = List.of(
            "TWILIO_ACCOUNT_SID",
            "TWILIO_AUTH_TOKEN",
            "STRIPE_SECRET_KEY",
            "STRIPE_WEBHOOK_SECRET",
            "OMISE_SECRET_KEY",
            "OMISE_PUBLIC_KEY",
            "OMISE_WEBHOOK_SECRET");

    /** @throws IllegalArgumentException with one line that says what to set */
    static Settings of(Map<String, String> env) {
        List<String> missing =
                REQUIRED.stream().filter(name -> get(env, name, "").isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set " + String.join(", ", missing));
        }
        for (String name : List.of("STRIPE_SECRET_KEY", "OMISE_SECRET_KEY", "OMISE_PUBLIC_KEY")) {
            if (get(env, name, "").matches("(sk|rk|skey|pkey)_live_.*|[sp]key_(?!test_).*")) {
                throw new IllegalArgumentException(
                        name + " is no test key: the sandbox takes none that could move money");
            }
        }
        return new Settings(
                (int) number(env, "SANDBOX_PORT", 8090, 65_535),
                get(env, "SANDBOX_HOST", "127.0.0.1"),
                get(env, "SANDBOX_PUBLIC_URL", null),
                Path.of(get(env, "SANDBOX_DATA", ".local/sandbox")),
                env.get("TWILIO_ACCOUNT_SID"),
                env.get("TWILIO_AUTH_TOKEN"),
                env.get("STRIPE_SECRET_KEY"),
                env.get("STRIPE_WEBHOOK_SECRET"),
                get(env, "STRIPE_WEBHOOK_URL", null),
                get(env, "STRIPE_API_VERSION", "2026-07-29.dahlia"),
                env.get("OMISE_SECRET_KEY"),
                env.get("OMISE_PUBLIC_KEY"),
                base64(env.get("OMISE_WEBHOOK_SECRET")),
                get(env, "OMISE_WEBHOOK_URL", null),
                Duration.ofMillis(number(env, "SANDBOX_RETRY_MS", 1_000, 3_600_000)),
                Duration.ofMillis(number(env, "SANDBOX_STEP_MS", 100, 3_600_000)));
    }

    private static String get(Map<String, String> env, String name, String otherwise) {
        String value = env.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static long number(Map<String, String> env, String name, long otherwise, long most) {
        String text = get(env, name, String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(name + " must be a whole number up to " + most);
        }
        return Long.parseLong(text);
    }

    private static String base64(String secret) {
        try {
            Base64.getDecoder().decode(secret);
            return secret;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("OMISE_WEBHOOK_SECRET must be base 64", e);
        }
    }
}
