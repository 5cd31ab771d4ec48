package sea.tchat.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a call as a tree, from a form, a query or JSON. Nested names are joined by dots: {@code card.number}. */
public record Params(ObjectNode tree) {
    public JsonNode at(String name) {
        JsonNode node = tree;
        for (String step : name.split("\\.")) {
            node = node.path(step);
        }
        return node;
    }

    public boolean has(String name) {
        JsonNode node = at(name);
        return !node.isMissingNode()
                && !node.isNull()
                && !(node.isTextual() && node.asText().isEmpty());
    }

    public Optional<String> text(String name) {
        return has(name) && at(name).isValueNode() ? Optional.of(at(name).asText()) : Optional.empty();
    }

    /** A whole number, as a number or as digits; empty also when it is there and is none. */
    public Optional<Long> whole(String name) {
        JsonNode node = at(name);
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.asLong());
        }
        return text(name).filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
    }

    public boolean isTrue(String name) {
        return at(name).asText().equals("true");
    }

    public boolean isFalse(String name) {
        return at(name).asText().equals("false");
    }

    public List<String> list(String name) {
        List<String> items = new ArrayList<>();
        at(name).forEach(item -> items.add(item.asText()));
        return items;
    }

    /** An object of texts, such as metadata. */
    public ObjectNode texts(String name) {
        ObjectNode copy = Json.object();
        at(name).properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
        return copy;
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
