package sea.tchat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;

/**
 * Every request a provider has had, written in the same step as its effect: the witness for "called once". The newest 10,000 are kept. Message texts, card numbers and the like are masked.
 */
public final class RequestLog {
    private static final int KEEP = 10_000;
    private static final Pattern SECRET =
            Pattern.compile("(?i)body|number|security_code|cvc|password|secret|client_secret|authorization");

    private final Table table;
    private final Clock clock;

    RequestLog(Tables tables, Clock clock) {
        this.table = tables.table("requests", KEEP);
        this.clock = clock;
    }

    /**
     * @param status what was answered, or would have been when the answer was cut off
     * @param fault the fault that hit, or null
     */
    void record(String provider, Call call, int status, boolean replayed, String fault) {
        ObjectNode row = Json.object();
        String id = Ids.stripe("sbx_");
        row.put("id", id).put("at", clock.instant().toString()).put("provider", provider);
        row.put("method", call.method()).put("path", call.path());
        row.set("params", masked(call.params().tree()));
        row.put("idempotency_key", call.header("idempotency-key").orElse(null));
        row.put(
                "version",
                call.header("stripe-version")
                        .or(() -> call.header("omise-version"))
                        .orElse(null));
        row.put("content_type", call.header("content-type").orElse(null));
        row.put("status", status).put("replayed", replayed).put("fault", fault);
        table.put(id, row);
    }

    private static ObjectNode masked(ObjectNode params) {
        ObjectNode copy = Json.object();
        params.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode object) {
                copy.set(field.getKey(), masked(object));
            } else if (SECRET.matcher(field.getKey()).matches()) {
                copy.put(field.getKey(), "*** (" + value.asText().length() + ")");
            } else {
                copy.set(field.getKey(), value);
            }
        });
        return copy;
    }

    /** Newest first. Null filters match all; the path matches by its start. */
    public List<ObjectNode> list(String provider, String path, int limit) {
        return table.newestFirst().stream()
                .filter(row -> provider == null || row.path("provider").asText().equals(provider))
                .filter(row -> path == null || row.path("path").asText().startsWith(path))
                .limit(limit)
                .toList();
    }
}
