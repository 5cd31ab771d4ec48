package sea.tchat.gateway.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;

/**
 * A frame from a client: {@code {"type", "id"?, "data"?}}.
 *
 * @param id the client's own name for it, which the answer carries; null when there is none
 * @param data an object, empty when the frame has none
 */
public record ClientFrame(String type, String id, ObjectNode data) {
    private static final Set<String> MEMBERS = Set.of("type", "id", "data");
    private static final int LONGEST_ID = 128;

    /** @throws Refused {@code MALFORMED_JSON}, {@code UNKNOWN_FIELD}, {@code VALIDATION_FAILED} */
    public static ClientFrame parse(String text) {
        JsonNode frame = tree(text);
        if (!frame.isObject() || !frame.path("type").isTextual()) {
            throw new Refused("VALIDATION_FAILED", "a frame is an object with a type");
        }
        frame.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new Refused("UNKNOWN_FIELD", "a frame has type, id and data");
            }
        });
        JsonNode id = frame.path("id");
        if (!id.isMissingNode() && (!id.isTextual() || id.textValue().length() > LONGEST_ID)) {
            throw new Refused("VALIDATION_FAILED", "id is a string of at most " + LONGEST_ID + " characters");
        }
        JsonNode data = frame.path("data");
        if (!data.isMissingNode() && !data.isObject()) {
            throw new Refused("VALIDATION_FAILED", "data is an object");
        }
        return new ClientFrame(
                frame.get("type").textValue(),
                id.textValue(),
                data instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode());
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = Json.STRICT.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            throw new Refused("MALFORMED_JSON", "the frame is not valid JSON");
        }
    }
}
