package sea.tchat.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms, flat and nested: {@code a[b]=c}, {@code a[0][b]=c}, {@code a[]=c}. */
public final class Forms {
    private static final int MOST_FIELDS = 1000;
    private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]*)]");

    private Forms() {}

    /** Fields in the order of their first appearance, each with its values in order. */
    public static Map<String, List<String>> fields(String encoded) {
        return new LinkedHashMap<>(
                new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters());
    }

    /** The same as a tree of objects; the items of a list stand under {@code "0"}, {@code "1"} … */
    public static ObjectNode tree(Map<String, List<String>> fields) {
        ObjectNode root = Json.object();
        fields.forEach((name, values) -> values.forEach(value -> place(root, steps(name), value)));
        return root;
    }

    private static List<String> steps(String name) {
        int bracket = name.indexOf('[');
        if (bracket <= 0) {
            return List.of(name);
        }
        List<String> steps = new ArrayList<>(List.of(name.substring(0, bracket)));
        Matcher matcher = BRACKET.matcher(name.substring(bracket));
        while (matcher.find()) {
            steps.add(matcher.group(1));
        }
        return steps;
    }

    private static void place(ObjectNode root, List<String> steps, String value) {
        ObjectNode node = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            String key = step.isEmpty() ? String.valueOf(node.size()) : step;
            JsonNode child = node.get(key);
            node = child instanceof ObjectNode object ? object : node.putObject(key);
        }
        String last = steps.get(steps.size() - 1);
        node.put(last.isEmpty() ? String.valueOf(node.size()) : last, value);
    }
}
