package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import sea.tchat.routes.domain.Json;
import sea.tchat.sandbox.Sandbox;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** The SMS as it is sent by default: through the kamelet to Twilio, here its stand-in. */
@ServiceTest(
        value = "auth",
        properties = {"TRUSTED_PROXIES=127.0.0.1"})
@Import({SmsInbox.class, LimitsInRedis.class, AuthClient.class})
class TwilioSmsTest {
    private static Sandbox sandbox;

    @Autowired
    TestEnvironment environment;

    @Autowired
    AuthClient client;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String number = AuthClient.newNumber();

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void start() throws Exception {
        if (sandbox == null) {
            sandbox = Sandbox.start(environment.settings());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/faults"))
                .DELETE()
                .build();
        http.send(request, BodyHandlers.discarding());
    }

    @Test
    void reachesThePhone() throws Exception {
        String verification = client.sent(number);
        JsonNode received = received();

        assertThat(received).hasSize(1);
        String text = received.get(0).get("body").asText();
        assertThat(text).matches("^Tchat: [0-9]{6} .*");
        client.verify(verification, text.substring(7, 13)).is(200);
    }

    @ParameterizedTest
    @CsvSource({
        "status, 400, 21211, 422, PHONE_NUMBER_INVALID, 0",
        "status, 401, 20003, 502, UPSTREAM_FAILED, 0",
        "status, 429, 20429, 502, UPSTREAM_FAILED, 0",
        "status, 500, 20500, 202,, 0",
        "garbage, 201,, 202,, 0",
        "status_after, 503,, 202,, 1",
        "reset_before, 500,, 202,, 0",
        "reset_after, 500,, 202,, 1"
    })
    void sendsAtMostOneTextWhateverTwilioDoes(
            String fault, int status, String code, int answer, String problem, int texts) throws Exception {
        order(Map.of(
                "provider", "twilio", "fault", fault, "status", status, "code", code == null ? "" : code, "times", 9));
        if (problem == null) {
            client.send(number).is(answer);
        } else {
            client.send(number).isProblem(answer, problem);
        }
        assertThat(received()).hasSize(texts);
    }

    @Test
    void triesAgainWhatTwilioHasNotTouched() throws Exception {
        order(Map.of("provider", "twilio", "fault", "status", "status", 429, "code", "20429", "times", 1));
        client.send(number).is(202);
        assertThat(received()).hasSize(1);
    }

    private JsonNode received() throws Exception {
        String to = URLEncoder.encode(number, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/twilio/messages?to=" + to))
                .build();
        JsonNode answer = Json.tree(http.send(request, BodyHandlers.ofString()).body());
        return answer.isArray() ? answer : answer.elements().next();
    }

    private void order(Map<String, Object> fault) throws Exception {
        Map<String, Object> told = new java.util.HashMap<>(fault);
        told.values().removeIf(""::equals);
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/faults"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(told)))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    }
}
