package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Protocol;
import sea.tchat.sandbox.wire.Refusal;

/**
 * Omise's authentication (HTTP Basic, the key as user name, no password) and error body {@code {object:error, location, code, message}}. There is no
 * idempotency key at Omise: the header is ignored.
 */
public final class OmiseProtocol implements Protocol {
    /** Codes for statuses; {@code too_many_requests}, {@code internal_error} and {@code service_unavailable} are spellings no document confirms. */
    private static final Map<Integer, String> USUAL = Map.of(
            400,
            "bad_request",
            401,
            "authentication_failure",
            403,
            "authorization_failure",
            404,
            "not_found",
            429,
            "too_many_requests",
            500,
            "internal_error",
            503,
            "service_unavailable");

    private final String key;
    private final String keyForSources;

    /**
     * @param key the key that may call: the secret one for the API, the public one for the vault
     * @param keyForSources another one that may create sources
     */
    public OmiseProtocol(String key, String keyForSources) {
        this.key = key;
        this.keyForSources = keyForSources;
    }

    @Override
    public String provider() {
        return "omise";
    }

    @Override
    public Optional<Answer> admit(Call call) {
        String user = call.basic()
                .filter(c -> c.password().isEmpty())
                .map(Call.Credentials::user)
                .orElse("");
        boolean source = call.path().startsWith("/sources") && user.equals(keyForSources);
        if (!user.equals(key) && !source) {
            throw Refusal.of(401, "authentication_failure", "authentication failed");
        }
        String version = call.header("omise-version").orElse("2019-05-29");
        if (!version.matches("20\\d\\d-\\d\\d-\\d\\d")) {
            throw Refusal.of(400, "bad_request", "unknown API version");
        }
        return Optional.empty();
    }

    @Override
    public Answer refuse(Refusal refusal) {
        String code = refusal.code() == null ? USUAL.getOrDefault(refusal.status(), "bad_request") : refusal.code();
        ObjectNode body = Json.object().put("object", "error");
        body.put("location", "https://www.omise.co/api-errors#" + code.replace('_', '-'));
        Answer answer = Answer.of(refusal.status(), body.put("code", code).put("message", refusal.getMessage()));
        return refusal.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"Application\"") : answer;
    }

    @Override
    public Refusal failing(int status, String code) {
        return Refusal.of(status, code, "the request could not be processed");
    }

    @Override
    public Refusal unknown(Call call) {
        return Refusal.of(404, "not_found", "the requested object was not found");
    }

    static Refusal notFound(String kind, String id) {
        return Refusal.of(404, "not_found", kind + " " + id + " was not found");
    }
}
