package sea.tchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.twilio.security.RequestValidator;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.sandbox.wire.Forms;

class TwilioTest extends SandboxTest {
    private static final String MESSAGES = "/twilio/2010-04-01/Accounts/" + SID + "/Messages.json";
    private static final String FROM = "+15005550006";
    private static final String TO = "+66812345678";

    private HttpResponse<String> sms(String... form) throws Exception {
        return send(post(MESSAGES, basic(SID, TOKEN), form));
    }

    @Test
    void takesAMessageAndTellsItsStatusesSignedForTwiliosOwnValidator() throws Exception {
        String callback = receiver.url("/status?x=1&y=a%20b");
        HttpResponse<String> created = sms("To", TO, "From", FROM, "Body", "สวัสดี 123456", "StatusCallback", callback);
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode message = json(created);
        assertThat(message.path("status").asText()).isEqualTo("queued");
        assertThat(message.path("sid").asText()).matches("SM[0-9a-f]{32}");
        assertThat(message.path("date_sent").isNull()).isTrue();

        await().until(() -> receiver.hooks.size() == 3);
        RequestValidator validator = new RequestValidator(TOKEN);
        List<String> statuses = receiver.hooks.stream()
                .map(hook -> {
                    Map<String, String> form = new HashMap<>();
                    Forms.fields(hook.body()).forEach((name, values) -> form.put(name, values.get(0)));
                    String signature = hook.headers().getFirst("X-Twilio-Signature");
                    assertThat(validator.validate(callback, form, signature)).isTrue();
                    return form.get("MessageStatus");
                })
                .toList();
        assertThat(statuses).containsExactlyInAnyOrder("queued", "sent", "delivered");
        String one = "/twilio/2010-04-01/Accounts/" + SID + "/Messages/"
                + message.path("sid").asText() + ".json";
        assertThat(json(get(one, basic(SID, TOKEN))).path("status").asText()).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "+15005550001,+15005550006,hi,21211", "+15005550002,+15005550006,hi,21612",
                "+15005550003,+15005550006,hi,21408",
        "+15005550004,+15005550006,hi,21610", "+15005550009,+15005550006,hi,21614",
                "+66812345678,+15005550001,hi,21212",
        "+66812345678,+15005550007,hi,21606", "+66812345678,+15005550008,hi,21611", "'',+15005550006,hi,21604",
        "+66812345678,'',hi,21603", "+66812345678,+15005550006,'',21602", "' 66812345678',+15005550006,hi,21211"
    })
    void refusesWithTwiliosCodes(String to, String from, String body, int code) throws Exception {
        HttpResponse<String> refused = sms("To", to, "From", from, "Body", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("code").asInt()).isEqualTo(code);
        assertThat(json(refused).path("more_info").asText()).endsWith("/errors/" + code);
        assertThat(read("/sandbox/twilio/messages")).isEmpty();
    }

    @Test
    void refusesABodyOf1601Characters() throws Exception {
        assertThat(json(sms("To", TO, "From", FROM, "Body", "x".repeat(1601)))
                        .path("code")
                        .asInt())
                .isEqualTo(21617);
        HttpResponse<String> longest = sms("To", TO, "From", FROM, "Body", "x".repeat(1600));
        assertThat(json(longest).path("num_segments").asText()).isEqualTo("11");
    }

    @Test
    void refusesAWrongToken() throws Exception {
        HttpResponse<String> refused = send(post(MESSAGES, basic(SID, "wrong"), "To", TO, "From", FROM, "Body", "hi"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).path("code").asInt()).isEqualTo(20003);
    }

    @Test
    void findsAMessageByReceiverSenderAndDay() throws Exception {
        sms("To", TO, "From", FROM, "Body", "one");
        sms("To", "+66812345679", "From", FROM, "Body", "two");
        String day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        JsonNode found = json(get(MESSAGES + "?" + form("To", TO, "From", FROM, "DateSent>", day), basic(SID, TOKEN)));
        assertThat(found.path("messages")).hasSize(1);
        assertThat(found.path("messages").get(0).path("body").asText()).isEqualTo("one");
        JsonNode none = json(get(MESSAGES + "?" + form("To", TO, "DateSent<", "2020-01-01"), basic(SID, TOKEN)));
        assertThat(none.path("messages")).isEmpty();
    }

    @Test
    void tellsOfAMessageThatIsNotDelivered() throws Exception {
        control("/faults", "provider", "twilio", "fault", "undelivered", "code", "30007");
        sms("To", TO, "From", FROM, "Body", "hi", "StatusCallback", receiver.url("/status"));
        await().until(() -> receiver.hooks.stream().anyMatch(h -> h.body().contains("MessageStatus=undelivered")));
        assertThat(receiver.hooks).anyMatch(h -> h.body().contains("ErrorCode=30007"));
    }
}
