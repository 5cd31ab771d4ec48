package sea.tchat.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Protocol;
import sea.tchat.sandbox.wire.Refusal;

/** Twilio's authentication (HTTP Basic, account SID and token) and error body {@code {code, message, more_info, status}}. */
public final class TwilioProtocol implements Protocol {
    /** The usual code of a status, for faults that name none. */
    private static final Map<Integer, Integer> USUAL =
            Map.of(401, 20003, 404, 20404, 405, 20004, 413, 21617, 429, 20429, 503, 20503);

    private final String accountSid;
    private final String authToken;

    public TwilioProtocol(String accountSid, String authToken) {
        this.accountSid = accountSid;
        this.authToken = authToken;
    }

    @Override
    public String provider() {
        return "twilio";
    }

    @Override
    public Optional<Answer> admit(Call call) {
        boolean known = call.basic()
                .filter(who -> who.user().equals(accountSid) && who.password().equals(authToken))
                .isPresent();
        String account = call.pathParam("account");
        if (!known || account != null && !account.equals(accountSid)) {
            throw Refusal.of(401, "20003", "Authenticate");
        }
        return Optional.empty();
    }

    @Override
    public Answer refuse(Refusal refusal) {
        int code = refusal.code() == null ? usual(refusal.status()) : Integer.parseInt(refusal.code());
        ObjectNode body = Json.object().put("code", code).put("message", refusal.getMessage());
        body.put("more_info", "https://www.twilio.com/docs/errors/" + code).put("status", refusal.status());
        Answer answer = Answer.of(refusal.status(), body);
        return refusal.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"Twilio API\"") : answer;
    }

    @Override
    public Refusal failing(int status, String code) {
        String digits = code != null && code.matches("\\d{1,9}") ? code : null;
        return Refusal.of(status, digits, status == 429 ? "Too Many Requests" : "The request failed");
    }

    @Override
    public Refusal unknown(Call call) {
        return Refusal.of(404, "20404", "The requested resource " + call.path() + " was not found");
    }

    private static int usual(int status) {
        return USUAL.getOrDefault(status, status >= 500 ? 20500 : 20001);
    }
}
