package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Protocol;
import sea.tchat.sandbox.wire.Refusal;

/** Stripe's authentication (Bearer, or Basic with the key as user name), versions, idempotency, and error body {@code {error: {type, code, message …}}}. */
public final class StripeProtocol implements Protocol {
    private final String secretKey;
    private final String accountVersion;
    private final StripeIdempotency idempotency;

    public StripeProtocol(String secretKey, String accountVersion, StripeIdempotency idempotency) {
        this.secretKey = secretKey;
        this.accountVersion = accountVersion;
        this.idempotency = idempotency;
    }

    @Override
    public String provider() {
        return "stripe";
    }

    @Override
    public Optional<Answer> admit(Call call) {
        String key =
                call.bearer().or(() -> call.basic().map(Call.Credentials::user)).orElse("");
        if (key.isEmpty()) {
            throw invalid(401, null, "You did not provide an API key.");
        }
        if (!key.equals(secretKey)) {
            throw invalid(401, null, "Invalid API Key provided: " + masked(key));
        }
        StripeVersion.of(call, accountVersion);
        if (call.sentAsJson()) {
            throw invalid(400, null, "Request bodies must be application/x-www-form-urlencoded.");
        }
        return idempotency.admit(call).map(answer -> common(call, answer));
    }

    private static String masked(String key) {
        return key.length() < 12 ? "****" : key.substring(0, 8) + "****" + key.substring(key.length() - 4);
    }

    @Override
    public Answer settle(Call call, Answer answer) {
        Answer complete = answer.headers().containsKey("Request-Id")
                ? answer
                : answer.with("Request-Id", Ids.stripe("req_").substring(0, 18));
        idempotency.settle(call, complete);
        return common(call, complete);
    }

    private Answer common(Call call, Answer answer) {
        Answer more =
                answer.with("Stripe-Version", call.header("stripe-version").orElse(accountVersion));
        return call.header("idempotency-key")
                .map(key -> more.with("Idempotency-Key", key))
                .orElse(more);
    }

    @Override
    public Answer refuse(Refusal refusal) {
        String type = refusal.type() != null
                ? refusal.type()
                : refusal.status() >= 500 ? "api_error" : "invalid_request_error";
        ObjectNode error = Json.object();
        if (refusal.code() != null) {
            error.put("code", refusal.code())
                    .put(
                            "doc_url",
                            "https://stripe.com/docs/error-codes/"
                                    + refusal.code().replace('_', '-'));
        }
        error.put("message", refusal.getMessage());
        if (refusal.param() != null) {
            error.put("param", refusal.param());
        }
        ObjectNode body = Json.object();
        body.set("error", error.put("type", type));
        Answer answer = Answer.of(refusal.status(), body)
                .with("Request-Id", Ids.stripe("req_").substring(0, 18));
        return refusal.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"Stripe\"") : answer;
    }

    @Override
    public Refusal failing(int status, String code) {
        String type = status == 402 ? "card_error" : null;
        String usual =
                status == 429 ? "rate_limit" : status == 409 ? "lock_timeout" : status == 402 ? "card_declined" : null;
        return Refusal.of(status, code == null ? usual : code, "The request could not be processed.")
                .type(type);
    }

    @Override
    public Refusal unknown(Call call) {
        return invalid(404, null, "Unrecognized request URL (" + call.method() + ": " + call.path() + ").");
    }

    static Refusal invalid(int status, String code, String message) {
        return Refusal.of(status, code, message).type("invalid_request_error");
    }

    static Refusal missing(String kind, String id) {
        return invalid(404, "resource_missing", "No such " + kind + ": '" + id + "'")
                .param("id");
    }
}
