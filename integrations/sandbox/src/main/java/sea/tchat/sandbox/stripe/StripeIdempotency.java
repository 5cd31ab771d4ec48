package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Refusal;

/**
 * The {@code Idempotency-Key} of POST requests: status and body of the first execution are replayed, 500s and declines included, for 24 hours. Other parameters under a key are an error, a key in use
 * is a conflict; what failed validation is not stored (Stripe documentation, "Idempotent requests"). Keys in use live in memory only: a killed sandbox has nothing in flight.
 */
public final class StripeIdempotency {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int LONGEST = 255;

    private final Table table;
    private final Clock clock;
    private final Set<String> inUse = new HashSet<>();

    public StripeIdempotency(Tables tables, Clock clock) {
        this.table = tables.table("stripe_idempotency", 20_000);
        this.clock = clock;
    }

    private static Optional<String> key(Call call) {
        return call.method().equals("POST") ? call.header("idempotency-key") : Optional.empty();
    }

    Optional<Answer> admit(Call call) {
        Optional<String> asked = key(call);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        String key = asked.get();
        if (key.isEmpty() || key.length() > LONGEST) {
            throw Refusal.of(400, null, "Idempotency keys have 1 to 255 characters.")
                    .type("idempotency_error");
        }
        if (inUse.contains(key)) {
            throw Refusal.of(
                            409,
                            "idempotency_key_in_use",
                            "There is currently another in-progress request using this key.")
                    .type("idempotency_error");
        }
        Optional<Answer> replay = table.find(key).filter(this::isAlive).map(row -> replay(call, row));
        if (replay.isEmpty()) {
            inUse.add(key);
        }
        return replay;
    }

    private boolean isAlive(ObjectNode row) {
        return Instant.parse(row.path("at").asText()).plus(LIFE).isAfter(clock.instant());
    }

    private static Answer replay(Call call, ObjectNode row) {
        if (!row.path("fingerprint").asText().equals(fingerprint(call))) {
            throw Refusal.of(
                            400,
                            null,
                            "Keys for idempotent requests can only be used with the same parameters they were first used with.")
                    .type("idempotency_error");
        }
        String first = row.path("request").asText();
        return Answer.of(row.path("status").asInt(), row.path("body"))
                .with("Idempotent-Replayed", "true")
                .with("Original-Request", first)
                .with("Request-Id", first);
    }

    void settle(Call call, Answer answer) {
        key(call).ifPresent(key -> {
            inUse.remove(key);
            if (executed(answer.status())) {
                ObjectNode row =
                        Json.object().put("at", clock.instant().toString()).put("fingerprint", fingerprint(call));
                row.put("status", answer.status())
                        .put("request", answer.headers().get("Request-Id"));
                row.set("body", answer.body());
                table.put(key, row);
            }
        });
    }

    private static boolean executed(int status) {
        return status / 100 == 2 || status == 402 || status >= 500;
    }

    private static String fingerprint(Call call) {
        TreeMap<String, String> sorted = new TreeMap<>();
        call.params()
                .tree()
                .properties()
                .forEach(f -> sorted.put(f.getKey(), f.getValue().toString()));
        String text = call.method() + " " + call.path() + " " + sorted;
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
