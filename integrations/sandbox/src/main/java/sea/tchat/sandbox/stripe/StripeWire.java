package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** Rules common to Stripe's resources: unknown parameters, metadata, numbers, lists. */
final class StripeWire {
    private StripeWire() {}

    /** Refuses parameters that the operation does not have, as Stripe does. */
    static void only(Params params, Set<String> known) {
        params.names().stream()
                .filter(name -> !known.contains(name) && !name.equals("expand"))
                .findFirst()
                .ifPresent(name -> {
                    throw StripeProtocol.invalid(400, "parameter_unknown", "Received unknown parameter: " + name)
                            .param(name);
                });
    }

    static Refusal needed(String param) {
        return StripeProtocol.invalid(400, "parameter_missing", "Missing required param: " + param + ".")
                .param(param);
    }

    static long whole(Params params, String name) {
        if (!params.has(name)) {
            throw needed(name);
        }
        return params.whole(name).orElseThrow(() -> StripeProtocol.invalid(
                        400,
                        "parameter_invalid_integer",
                        "Invalid integer: " + params.text(name).orElse(""))
                .param(name));
    }

    /** One of a few words, or null when it is not given. */
    static String oneOf(Params params, String name, String... words) {
        Optional<String> word = params.text(name);
        if (word.isPresent() && !List.of(words).contains(word.get())) {
            throw StripeProtocol.invalid(400, null, "Invalid " + name + ": must be one of " + String.join(", ", words))
                    .param(name);
        }
        return word.orElse(null);
    }

    /** At most 50 keys of 40 characters with values of 500. */
    static ObjectNode metadata(Params params) {
        ObjectNode metadata = params.texts("metadata");
        boolean wrong = metadata.size() > 50;
        for (var field : metadata.properties()) {
            wrong |= field.getKey().length() > 40 || field.getValue().asText().length() > 500;
        }
        if (wrong) {
            throw StripeProtocol.invalid(400, null, "Metadata holds up to 50 keys of 40 characters with values of 500.")
                    .param("metadata");
        }
        return metadata;
    }

    /** A page of rows that come newest first. */
    static Answer list(Call call, String url, List<ObjectNode> newestFirst) {
        Params params = call.params();
        long limit = params.whole("limit").orElse(10L);
        if (limit < 1 || limit > 100) {
            throw StripeProtocol.invalid(400, "parameter_invalid_integer", "limit must be from 1 to 100")
                    .param("limit");
        }
        List<ObjectNode> rows =
                newestFirst.stream().filter(row -> within(params, row)).toList();
        int start = 0;
        int end = rows.size();
        if (params.has("starting_after")) {
            start = position(rows, params.text("starting_after").orElse(""), "starting_after") + 1;
        } else if (params.has("ending_before")) {
            end = position(rows, params.text("ending_before").orElse(""), "ending_before");
            start = Math.max(0, end - (int) limit);
        }
        List<ObjectNode> page = rows.subList(start, end).stream().limit(limit).toList();
        boolean more = params.has("ending_before") ? start > 0 : start + page.size() < rows.size();
        ObjectNode list = Json.object().put("object", "list");
        list.set("data", Json.array(page));
        return Answer.ok(list.put("has_more", more).put("url", url));
    }

    private static boolean within(Params params, JsonNode row) {
        long created = row.path("created").asLong();
        return params.whole("created.gte").map(t -> created >= t).orElse(true)
                && params.whole("created.gt").map(t -> created > t).orElse(true)
                && params.whole("created.lte").map(t -> created <= t).orElse(true)
                && params.whole("created.lt").map(t -> created < t).orElse(true)
                && params.whole("created").map(t -> created == t).orElse(true);
    }

    private static int position(List<ObjectNode> rows, String id, String param) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).path("id").asText().equals(id)) {
                return i;
            }
        }
        throw StripeProtocol.missing("object", id).param(param);
    }
}
