package sea.tchat.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a provider answers: status, headers beside the content type, and a JSON body. */
public record Answer(int status, Map<String, String> headers, JsonNode body) {
    public static Answer ok(JsonNode body) {
        return new Answer(200, Map.of(), body);
    }

    public static Answer of(int status, JsonNode body) {
        return new Answer(status, Map.of(), body);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
