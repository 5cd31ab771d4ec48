package sea.tchat.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.testkit.FreePort;

class TwilioSmsSinkTest {
    private static final String TEXT = "รหัสของคุณคือ 123456 & don't share + it";
    private static final AtomicInteger NUMBERS = new AtomicInteger(10_000_000);

    @TempDir
    static Path data;

    private static Providers providers;
    private static CamelContext camel;

    /** A number of its own for each test, so that its messages can be told from others. */
    private String to;

    private int requestsBefore;

    @BeforeAll
    static void start() throws Exception {
        providers = Providers.start(data, null);
        Map<String, Object> parameters = Map.of(
                "accountSid",
                Providers.ACCOUNT_SID,
                "authToken",
                Providers.AUTH_TOKEN,
                "from",
                "+15005550006",
                "readTimeout",
                400,
                "baseUrl",
                providers.url("/twilio"));
        camel = Kamelets.start(new RouteBuilder() {
            @Override
            public void configure() {
                calls("sms", parameters);
                calls("wrong-token", with(parameters, "authToken", "another"));
                calls("nobody-there", with(parameters, "baseUrl", "http://127.0.0.1:" + FreePort.next()));
                calls("service", with(parameters, "from", "MG" + "1".repeat(32)));
            }

            private void calls(String name, Map<String, Object> parameters) {
                from("direct:" + name)
                        .routeId("test." + name)
                        .routeConfigurationId("provider")
                        .to(Kamelets.uri("twilio-sms-sink", parameters));
            }
        });
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, String value) {
        Map<String, Object> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    @AfterAll
    static void stop() {
        camel.stop();
        providers.close();
    }

    @BeforeEach
    void aNumber() {
        to = "+668" + NUMBERS.incrementAndGet();
        requestsBefore = providers.requests("twilio").size();
    }

    @Test
    void sendsATextOnce() {
        Outcome.Done done = (Outcome.Done) send("sms", to);
        assertThat(done.state()).isEqualTo("pending");
        List<JsonNode> messages = providers.messages(to);
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).path("sid").asText()).isEqualTo(done.reference());
        assertThat(messages.get(0).path("body").asText()).isEqualTo(TEXT);
        assertThat(messages.get(0).path("from").asText()).isEqualTo("+15005550006");
    }

    @Test
    void sendsByAMessagingServiceAndAsksForCallbacks() {
        Message answer = request("service", Map.of("to", to, "status_callback", "http://127.0.0.1:9/callback"));
        assertThat(answer.getBody()).isInstanceOf(Outcome.Done.class);
        JsonNode sent = providers.requests("twilio").get(0).path("params");
        assertThat(sent.path("MessagingServiceSid").asText()).isEqualTo("MG" + "1".repeat(32));
        assertThat(sent.path("StatusCallback").asText()).isEqualTo("http://127.0.0.1:9/callback");
        assertThat(sent.has("From")).isFalse();
    }

    @Test
    void leavesNoHeadersOfItsOwnAndKeepsTheCallers() {
        Message answer = request("sms", Map.of("to", to, "CamelTwilioBody", "smuggled", "user_id", "u"));
        assertThat(answer.getHeaders()).containsOnlyKeys("to", "user_id");
        assertThat(providers.messages(to).get(0).path("body").asText()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "+15005550001, 21211",
        "+15005550002, 21612",
        "+15005550003, 21408",
        "+15005550004, 21610",
        "+15005550009, 21614"
    })
    void isRefusedForCertainAndNotTriedAgain(String number, String code) {
        assertThat(send("sms", number)).isEqualTo(new Outcome.Rejected(null, code, false));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void asksTwilioForNothingWithoutARecipient() {
        assertThat(request("sms", Map.of()).getBody()).isEqualTo(new Outcome.Rejected(null, "21604", false));
        assertThat(requests()).isZero();
    }

    @Test
    void isRefusedWithAWrongToken() {
        assertThat(send("wrong-token", to)).isEqualTo(new Outcome.Rejected(null, "20003", false));
    }

    @Test
    void triesAgainWhatTwilioHadNoTimeFor() {
        providers.order("twilio", "status", Map.of("status", 429));
        assertThat(send("sms", to)).isInstanceOf(Outcome.Done.class);
        assertThat(providers.messages(to)).hasSize(1);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void saysThatItMayBeTriedLaterWhenTwilioStaysBusy() {
        providers.order("twilio", "status", Map.of("status", 429, "times", 3));
        assertThat(send("sms", to)).isEqualTo(new Outcome.Rejected(null, "20429", true));
        assertThat(providers.messages(to)).isEmpty();
        assertThat(requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void doesNotKnowAndDoesNotSendTwiceWhenTwilioFailsAfterSending(int status) {
        providers.order("twilio", "status_after", Map.of("status", status));
        assertThat(send("sms", to)).isInstanceOf(Outcome.Unknown.class);
        assertThat(providers.messages(to)).hasSize(1);
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset_after", "timeout_after", "garbage_after"})
    void doesNotKnowAndDoesNotSendTwiceWhenTheAnswerIsLost(String fault) {
        providers.order("twilio", fault, Map.of("delay_ms", 1_500));
        assertThat(send("sms", to)).isInstanceOf(Outcome.Unknown.class);
        assertThat(providers.messages(to)).hasSize(1);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void saysThatNothingLeftWhenNobodyIsThere() {
        assertThat(send("nobody-there", to)).isEqualTo(new Outcome.Rejected(null, "not_reached", true));
    }

    private int requests() {
        return providers.requests("twilio").size() - requestsBefore;
    }

    private static Object send(String route, String to) {
        return request(route, Map.of("to", to)).getBody();
    }

    private static Message request(String route, Map<String, Object> headers) {
        Exchange answer = camel.createProducerTemplate().request("direct:" + route, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(TEXT);
        });
        assertThat(answer.getException()).isNull();
        return answer.getMessage();
    }
}
