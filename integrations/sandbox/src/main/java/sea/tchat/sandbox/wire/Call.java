package sea.tchat.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a provider.
 *
 * @param path below the provider's prefix: {@code /v1/payment_intents}
 * @param pathParams what the route's pattern bound
 * @param headers names in lower case
 * @param params query and body together
 * @param body text of the body as it came
 */
public record Call(
        String method,
        String path,
        Map<String, String> pathParams,
        Map<String, String> headers,
        Params params,
        String body) {
    /** Who calls, by HTTP Basic. */
    public record Credentials(String user, String password) {}

    /** @throws Refusal with status 400 when the body is not what its content type says */
    public static Call of(HttpServerRequest request, String path, Map<String, String> pathParams, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(java.util.Locale.ROOT), value));
        String text = body.toString(StandardCharsets.UTF_8);
        ObjectNode tree = Json.object();
        String query = request.query();
        if (query != null) {
            tree.setAll(tree(query));
        }
        if (!text.isBlank()) {
            tree.setAll(isJson(headers) ? json(text) : tree(text));
        }
        return new Call(request.method().name(), path, pathParams, headers, new Params(tree), text);
    }

    /** The same call with a word from the house to the operation, beside the path parameters. */
    public Call withMark(String name, String value) {
        Map<String, String> marks = new LinkedHashMap<>(pathParams);
        marks.put(name, value);
        return new Call(method, path, marks, headers, params, body);
    }

    private static boolean isJson(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").startsWith("application/json");
    }

    public boolean sentAsJson() {
        return !body.isBlank() && isJson(headers);
    }

    private static ObjectNode tree(String encoded) {
        try {
            Map<String, List<String>> fields = Forms.fields(encoded);
            return Forms.tree(fields);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, null, "The form could not be read.");
        }
    }

    private static ObjectNode json(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw Refusal.of(400, null, "The JSON could not be read.");
        }
        throw Refusal.of(400, null, "The JSON must be an object.");
    }

    public String pathParam(String name) {
        return pathParams.get(name);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public Optional<Credentials> basic() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> {
                    String[] parts = decode(value.substring(6).trim()).split(":", 2);
                    return parts.length == 2 ? Optional.of(new Credentials(parts[0], parts[1])) : Optional.empty();
                });
    }

    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim());
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // no credentials, which the provider then says
        }
    }
}
