package sea.tchat.routes.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sea.tchat.routes.domain.Refused;

/** Problem documents (RFC 9457), made from the one table of errors. */
public final class Problems {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One line of the table. */
    public record Kind(int status, String title) {}

    /** What is wrong with one field of a request; {@code field} is a JSON pointer, or {@code query.limit}, {@code header.…}. */
    public record FieldError(String field, String code, String message) {}

    private static final Map<String, Kind> TABLE = load();

    private Problems() {}

    public static Map<String, Kind> table() {
        return TABLE;
    }

    /** @throws IllegalArgumentException for a code that is not in the table: every code is documented or cannot be answered */
    public static Kind kind(String code) {
        Kind kind = TABLE.get(code);
        if (kind == null) {
            throw new IllegalArgumentException("errors.yaml has no code " + code);
        }
        return kind;
    }

    /** A problem document, in the order a reader wants it. */
    public static Map<String, Object> document(Refused refused, String instance, String requestId) {
        Kind kind = kind(refused.code());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/api/v1/errors#" + refused.code());
        problem.put("title", kind.title());
        problem.put("status", kind.status());
        if (refused.detail() != null) {
            problem.put("detail", refused.detail());
        }
        problem.put("instance", instance);
        problem.put("code", refused.code());
        problem.put("request_id", requestId);
        problem.putAll(refused.members());
        return problem;
    }

    /** The refusal of a request for what is wrong with its fields. */
    public static Refused invalid(List<FieldError> errors) {
        boolean unknownOnly = errors.stream().allMatch(error -> error.code().equals("UNKNOWN_FIELD"));
        String first = errors.get(0).field() + " " + errors.get(0).message();
        String detail = errors.size() == 1 ? first : first + " (and " + (errors.size() - 1) + " more)";
        return new Refused(unknownOnly ? "UNKNOWN_FIELD" : "VALIDATION_FAILED", detail, Map.of("errors", errors));
    }

    private static Map<String, Kind> load() {
        try (InputStream in = Problems.class.getResourceAsStream("/errors.yaml")) {
            return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Kind>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
