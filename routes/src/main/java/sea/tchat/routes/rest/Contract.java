package sea.tchat.routes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service's OpenAPI 3.1 file, read once at start and compiled into checks. The file is the contract: what it does not name is
 * not served, and what it says of a field is what is enforced.
 */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    /** OpenAPI has keywords that JSON Schema does not know ({@code example}, {@code components}): they check nothing. */
    private static final JsonMetaSchema META_SCHEMA = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(META_SCHEMA));
    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    /** @throws IllegalStateException when the file is missing or an operation has no operationId */
    public Contract(String resource) {
        this.document = load(resource);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method ->
                        operations.add(operation(path.getKey(), method.getKey(), path.getValue(), method.getValue()))));
    }

    public List<Operation> operations() {
        return operations;
    }

    public JsonNode document() {
        return document;
    }

    /** The methods a path takes, empty when no path of the contract matches: for telling 405 from 404. */
    public Set<String> methodsOf(String path) {
        return operations.stream()
                .filter(operation -> matches(operation.path(), path))
                .map(Operation::method)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean matches = expected[i].startsWith("{") ? !actual[i].isEmpty() : expected[i].equals(actual[i]);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private Operation operation(String path, String method, JsonNode pathItem, JsonNode node) {
        String id = node.path("operationId").asText(null);
        if (id == null) {
            throw new IllegalStateException(
                    "the contract gives " + method.toUpperCase(Locale.ROOT) + " " + path + " no operationId");
        }
        List<Operation.Parameter> parameters = new ArrayList<>();
        pathItem.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        node.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));

        JsonNode security = node.has("security") ? node.get("security") : document.path("security");
        Set<String> scopes = new LinkedHashSet<>();
        security.forEach(requirement -> requirement.forEach(list -> list.forEach(scope -> scopes.add(scope.asText()))));

        JsonNode requestBody = resolve(node.path("requestBody"));
        JsonNode content = requestBody.path("content");
        JsonNode json = content.has("application/json")
                ? content.get("application/json")
                : content.path("application/merge-patch+json");
        boolean raw = node.path("x-raw-body").asBoolean(false);
        requireThatNoFieldHidesAHeader(id, json.path("schema"), parameters);
        return new Operation(
                id,
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("summary").asText(""),
                security.isEmpty(),
                Set.copyOf(scopes),
                List.copyOf(parameters),
                raw || !json.has("schema") ? null : compile(json.get("schema")),
                requestBody.path("required").asBoolean(false),
                raw);
    }

    /**
     * The steps of a route look a name up in the body first and in the headers second ({@code sql:} does). A field of the caller's
     * that is named like what the entry has verified would be taken for it.
     */
    private void requireThatNoFieldHidesAHeader(String id, JsonNode schema, List<Operation.Parameter> parameters) {
        resolve(schema).path("properties").fieldNames().forEachRemaining(field -> {
            if (RestEntry.OWN_HEADERS.contains(field)
                    || parameters.stream()
                            .anyMatch(parameter -> parameter.name().equals(field))) {
                throw new IllegalStateException("the contract of " + id + " has a body field " + field
                        + ", which hides the header of that name");
            }
        });
    }

    private Operation.Parameter parameter(JsonNode reference) {
        JsonNode node = resolve(reference);
        JsonNode schema = resolve(node.path("schema"));
        String in = node.path("in").asText();
        return new Operation.Parameter(
                node.path("name").asText(),
                in,
                in.equals("path") || node.path("required").asBoolean(false),
                schema,
                compile(schema));
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? resolve(document.at(reference.asText().substring(1))) : node;
    }

    /** Each schema carries the components along, so that its {@code $ref}s resolve within it. */
    private JsonSchema compile(JsonNode schema) {
        ObjectNode self = schema.deepCopy();
        self.set("components", document.path("components").deepCopy());
        anchor(self);
        JsonSchema compiled = factory.getSchema(self, config);
        compiled.initializeValidators();
        return compiled;
    }

    /** In Java a {@code $} also matches before a last line end; what a pattern means by it is the end. */
    private static void anchor(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("pattern").isTextual()) {
            String pattern = object.get("pattern").textValue();
            if (pattern.endsWith("$") && !pattern.endsWith("\\$")) {
                object.put("pattern", pattern.substring(0, pattern.length() - 1) + "\\z");
            }
        }
        schema.forEach(Contract::anchor);
    }

    private static JsonNode load(String resource) {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no contract on the class path: " + resource);
            }
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
