package sea.tchat.routes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One operation of a service's contract, ready to check requests with.
 *
 * @param id the {@code operationId}; the route that does the work is {@code direct:<id>}
 * @param path as in the contract, {@code /api/v1/dialogs/{id}}
 * @param open whether it needs no token ({@code security: []})
 * @param scopes which the token must hold, usually none
 * @param body what the JSON body must be; null where there is none
 * @param raw whether the route takes the bytes as they came (signed webhooks), {@code x-raw-body: true}
 */
public record Operation(
        String id,
        String method,
        String path,
        String summary,
        boolean open,
        Set<String> scopes,
        List<Parameter> parameters,
        JsonSchema body,
        boolean bodyRequired,
        boolean raw) {

    /** @param in {@code path}, {@code query} or {@code header} */
    public record Parameter(String name, String in, boolean required, JsonNode schema, JsonSchema check) {}

    /** {@code sendOtp} → {@code send-otp}. */
    public String kebabId() {
        return id.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Under {@code /ops}, on the service's own port, guarded by the operators' token. */
    public boolean forOperators() {
        return path.startsWith("/ops/");
    }
}
