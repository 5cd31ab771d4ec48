package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** Forms common to Omise's resources: times, lists. */
final class OmiseWire {
    private OmiseWire() {}

    /** Seconds are Omise's grain. */
    static String now(Clock clock) {
        return at(clock.instant());
    }

    static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A list object of what is asked for; rows come oldest first. */
    static Answer list(Call call, String location, List<? extends JsonNode> oldestFirst) {
        Params params = call.params();
        long limit = Math.max(1, Math.min(100, params.whole("limit").orElse(20L)));
        long offset = Math.max(0, params.whole("offset").orElse(0L));
        String order = params.text("order").orElse("chronological");
        if (!order.equals("chronological") && !order.equals("reverse_chronological")) {
            throw Refusal.of(400, "bad_request", "order must be chronological or reverse_chronological");
        }
        Instant from = instant(params, "from", Instant.EPOCH);
        Instant to = instant(params, "to", Instant.parse("9999-12-31T23:59:59Z"));
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : oldestFirst) {
            Instant created = Instant.parse(row.path("created_at").asText());
            if (!created.isBefore(from) && !created.isAfter(to)) {
                rows.add(row);
            }
        }
        if (order.equals("reverse_chronological")) {
            Collections.reverse(rows);
        }
        List<JsonNode> page = rows.stream().skip(offset).limit(limit).toList();
        ObjectNode list = listOf(location, page, rows.size());
        list.put("limit", limit).put("offset", offset).put("order", order);
        return Answer.ok(list.put("from", at(from)).put("to", at(to)));
    }

    private static Instant instant(Params params, String name, Instant otherwise) {
        try {
            return params.text(name).map(Instant::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            throw Refusal.of(400, "bad_request", name + " is not an ISO 8601 date");
        }
    }

    static ObjectNode listOf(String location, List<? extends JsonNode> data, int total) {
        ObjectNode list = Json.object().put("object", "list");
        list.set("data", Json.array(data));
        list.put("limit", 20).put("offset", 0).put("total", total).put("location", location);
        return list.put("order", "chronological").put("from", "1970-01-01T00:00:00Z");
    }

    static ObjectNode metadata(Params params) {
        return params.texts("metadata");
    }
}
