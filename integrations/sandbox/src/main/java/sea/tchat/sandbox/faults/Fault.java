package sea.tchat.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/**
 * An order to misbehave.
 *
 * @param provider which stand-in
 * @param pathPrefix start of the path below the provider's prefix ({@code /v1/refunds}); empty for all
 * @param method HTTP method, or null for all
 * @param status status to answer; 500 unless told
 * @param code the provider's error code, or null for the usual one of that status
 * @param retryAfter seconds for a {@code Retry-After} header, or null
 * @param delayMs milliseconds for delays and time-outs
 * @param times how many requests are still to be hit
 */
public record Fault(
        String id,
        String provider,
        String pathPrefix,
        String method,
        FaultKind kind,
        int status,
        String code,
        Long retryAfter,
        long delayMs,
        int times) {
    private static final long DEFAULT_DELAY = 1_000;
    private static final long DEFAULT_TIMEOUT = 60_000;

    /** @throws Refusal when the order makes no sense; the message says what to write */
    static Fault order(String id, Params params) {
        String provider = params.text("provider")
                .filter(name -> name.matches("twilio|stripe|omise"))
                .orElseThrow(() -> bad("provider must be twilio, stripe or omise"));
        FaultKind kind = params.text("fault")
                .flatMap(FaultKind::of)
                .orElseThrow(() -> bad("fault must be one of status, status_after, delay, reset_before, reset_after,"
                        + " timeout_before, timeout_after, garbage, garbage_after, undelivered"));
        boolean garbage = kind == FaultKind.GARBAGE || kind == FaultKind.GARBAGE_AFTER;
        boolean hangs = kind == FaultKind.TIMEOUT_BEFORE || kind == FaultKind.TIMEOUT_AFTER;
        long status = number(params, "status", garbage ? 200 : 500, 200, 599);
        return new Fault(
                id,
                provider,
                params.text("path_prefix").orElse(""),
                params.text("method")
                        .map(m -> m.toUpperCase(java.util.Locale.ROOT))
                        .orElse(null),
                kind,
                (int) status,
                params.text("code").orElse(null),
                params.has("retry_after") ? (Long) number(params, "retry_after", 0, 0, 86_400) : null,
                number(params, "delay_ms", hangs ? DEFAULT_TIMEOUT : DEFAULT_DELAY, 0, 3_600_000),
                (int) number(params, "times", 1, 1, 1_000_000));
    }

    private static long number(Params params, String name, long otherwise, long least, long most) {
        if (!params.has(name)) {
            return otherwise;
        }
        Optional<Long> value = params.whole(name).filter(n -> n >= least && n <= most);
        return value.orElseThrow(() -> bad(name + " must be a whole number from " + least + " to " + most));
    }

    private static Refusal bad(String message) {
        return Refusal.of(400, "bad_request", message);
    }

    boolean hits(String calledProvider, Call call) {
        return provider.equals(calledProvider)
                && (method == null || method.equals(call.method()))
                && call.path().startsWith(pathPrefix);
    }

    Fault once() {
        return new Fault(id, provider, pathPrefix, method, kind, status, code, retryAfter, delayMs, times - 1);
    }

    ObjectNode json() {
        ObjectNode row = Json.object();
        row.put("id", id)
                .put("provider", provider)
                .put("path_prefix", pathPrefix)
                .put("method", method);
        row.put("fault", kind.wire()).put("status", status).put("code", code).put("retry_after", retryAfter);
        return row.put("delay_ms", delayMs).put("times", times);
    }

    static Fault read(ObjectNode row) {
        return order(row.path("id").asText(), new Params(row));
    }
}
