package sea.tchat.routes.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.rest.Problems.FieldError;

/** Checks what came against what the contract says, and gives it back typed. Pure: no Camel, no I/O. */
final class RequestCheck {
    private RequestCheck() {}

    /**
     * The parameters an operation knows, each of its declared type.
     *
     * @throws Refused {@code VALIDATION_FAILED}, {@code UNKNOWN_PARAMETER}, {@code IDEMPOTENCY_KEY_REQUIRED} …
     */
    static Map<String, Object> parameters(
            Operation operation, Map<String, String> path, MultiMap query, MultiMap headers) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            List<String> given =
                    switch (parameter.in()) {
                        case "path" ->
                            path.containsKey(parameter.name())
                                    ? List.of(path.get(parameter.name()))
                                    : List.<String>of();
                        case "query" -> query.getAll(parameter.name());
                        default -> headers.getAll(parameter.name());
                    };
            String field = parameter.in() + "." + parameter.name();
            if (given.size() > 1) {
                errors.add(new FieldError(field, "DUPLICATE", "is given more than once"));
            } else if (given.isEmpty()) {
                if (parameter.required()) {
                    requiredIdempotencyKey(parameter);
                    errors.add(new FieldError(field, "REQUIRED", "is required"));
                } else if (parameter.schema().has("default")) {
                    values.put(parameter.name(), plain(parameter.schema().get("default")));
                }
            } else {
                JsonNode value = typed(parameter.schema(), given.get(0));
                illegalCharacter(given.get(0))
                        .ifPresentOrElse(
                                message -> errors.add(new FieldError(field, "ILLEGAL_CHARACTER", message)),
                                () -> parameter.check().validate(value).stream()
                                        .limit(1)
                                        .forEach(message -> errors.add(error(field, message))));
                values.put(parameter.name(), plain(value));
            }
        }
        for (String name : query.names()) {
            if (operation.parameters().stream()
                    .noneMatch(
                            known -> known.in().equals("query") && known.name().equals(name))) {
                throw new Refused("UNKNOWN_PARAMETER", "query." + (name.length() > 64 ? name.substring(0, 64) : name));
            }
        }
        refuseIfAny(errors);
        return values;
    }

    /**
     * The JSON body of a request.
     *
     * @return the body as the contract wants it, or null where none is due and none came
     * @throws Refused {@code MALFORMED_JSON}, {@code VALIDATION_FAILED}, {@code UNKNOWN_FIELD}, {@code UNSUPPORTED_MEDIA_TYPE}
     */
    static JsonNode body(Operation operation, byte[] bytes, String contentType) {
        if (bytes.length == 0) {
            if (operation.body() != null && operation.bodyRequired()) {
                refuseIfAny(List.of(new FieldError("", "REQUIRED", "a JSON body is required")));
            }
            return null;
        }
        if (operation.body() == null) {
            refuseIfAny(List.of(new FieldError("", "UNEXPECTED", "this endpoint takes no body")));
        }
        if (!isJson(contentType)) {
            throw new Refused("UNSUPPORTED_MEDIA_TYPE");
        }
        JsonNode body = parse(bytes);
        List<FieldError> errors = new ArrayList<>();
        illegalCharacters("", body, errors);
        for (ValidationMessage message : operation.body().validate(body)) {
            errors.add(error(pointer(message), message));
        }
        refuseIfAny(errors);
        return body;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = Json.STRICT.readTree(bytes);
            if (body instanceof MissingNode) {
                throw new Refused("MALFORMED_JSON", "the body is empty");
            }
            return body;
        } catch (StreamConstraintsException e) {
            throw new Refused(
                    "MALFORMED_JSON",
                    "the body nests deeper than " + Json.MAX_NESTING + " or has a number or name that is too long");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Refused(
                    "MALFORMED_JSON",
                    at == null ? null : "near line " + at.getLineNr() + ", column " + at.getColumnNr());
        } catch (IOException e) {
            throw new Refused("MALFORMED_JSON", "the body is not UTF-8");
        }
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].trim();
        return type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("application/merge-patch+json");
    }

    private static String pointer(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty();
        return property == null ? at : at + "/" + property;
    }

    private static FieldError error(String field, ValidationMessage message) {
        return switch (message.getType()) {
            case "required" -> new FieldError(field, "REQUIRED", "is required");
            case "additionalProperties", "unevaluatedProperties" ->
                new FieldError(field, "UNKNOWN_FIELD", "is not known here");
            case "type" -> new FieldError(field, "TYPE", wording(message));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new FieldError(field, "RANGE", wording(message));
            case "minLength", "maxLength", "minItems", "maxItems" -> new FieldError(field, "LENGTH", wording(message));
            case "pattern", "format" -> new FieldError(field, "FORMAT", wording(message));
            case "enum", "const" -> new FieldError(field, "ENUM", wording(message));
            case "uniqueItems" -> new FieldError(field, "DUPLICATE", "has the same entry twice");
            default -> new FieldError(field, "INVALID", wording(message));
        };
    }

    /** The validator's words without the place, which stands in {@code field}. */
    private static String wording(ValidationMessage message) {
        String text = message.getMessage();
        int colon = text.indexOf(": ");
        return colon < 0 ? text : text.substring(colon + 2);
    }

    private static JsonNode typed(JsonNode schema, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        try {
            return switch (schema.path("type").asText()) {
                case "integer" -> nodes.numberNode(Long.parseLong(text));
                case "number" -> nodes.numberNode(new BigDecimal(text));
                case "boolean" ->
                    switch (text) {
                        case "true" -> nodes.booleanNode(true);
                        case "false" -> nodes.booleanNode(false);
                        default -> nodes.textNode(text);
                    };
                default -> nodes.textNode(text);
            };
        } catch (NumberFormatException e) {
            return nodes.textNode(text);
        }
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isIntegralNumber() ? (Object) value.longValue() : value.asText();
    }

    private static void requiredIdempotencyKey(Operation.Parameter parameter) {
        if (parameter.name().equalsIgnoreCase("Idempotency-Key")) {
            throw new Refused("IDEMPOTENCY_KEY_REQUIRED");
        }
    }

    private static void illegalCharacters(String at, JsonNode node, List<FieldError> errors) {
        if (node.isTextual()) {
            illegalCharacter(node.textValue())
                    .ifPresent(message -> errors.add(new FieldError(at, "ILLEGAL_CHARACTER", message)));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> {
                illegalCharacter(entry.getKey())
                        .ifPresent(message -> errors.add(new FieldError(at, "ILLEGAL_CHARACTER", message)));
                illegalCharacters(at + "/" + entry.getKey(), entry.getValue(), errors);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                illegalCharacters(at + "/" + i, node.get(i), errors);
            }
        }
    }

    /** Control characters other than tab and line ends, and halves of surrogate pairs: no store keeps them and no one means them. */
    private static Optional<String> illegalCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("has half of a surrogate pair");
            } else if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
                return Optional.of("has a control character (U+%04X)".formatted((int) c));
            }
        }
        return Optional.empty();
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problems.invalid(List.copyOf(errors));
        }
    }
}
