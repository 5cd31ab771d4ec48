package sea.tchat.omise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import sea.tchat.routes.domain.Json;

/** Reading what came over the wire: an object of the expected kind, or an {@link OmiseFault}. */
final class OmiseAnswer {
    private OmiseAnswer() {}

    /**
     * @param object Omise's name of the kind: {@code charge}, {@code list}
     * @throws OmiseFault an error object, another object, or nothing that can be read
     */
    static JsonNode read(String object, int status, String body) {
        JsonNode answer = parse(status, body);
        if (status != 200) {
            String code = answer.path("code").asText("");
            throw new OmiseFault(status, code.isEmpty() ? "http_" + status : code);
        }
        if (!answer.path("object").asText().equals(object)) {
            throw new OmiseFault(status, "unexpected_object");
        }
        return answer;
    }

    private static JsonNode parse(int status, String body) {
        try {
            JsonNode answer = body == null ? null : Json.MAPPER.readTree(body);
            if (answer != null && answer.isObject()) {
                return answer;
            }
        } catch (JsonProcessingException e) {
            // Falls through: what cannot be read is an answer too, and its wording belongs in no log.
        }
        throw new OmiseFault(status, status == 200 ? "unreadable_answer" : "http_" + status);
    }

    /** Text of a member, null when it is absent or null. */
    static String text(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }
}
