package sea.tchat.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.routes.domain.ProviderNotice;
import sea.tchat.routes.domain.Refused;

/** The sandbox signs and sends as Omise does, rightly or not; what arrives goes into the kamelet as raw bytes. */
class OmiseWebhookSourceTest {
    private static final List<ProviderNotice> NOTICES = new CopyOnWriteArrayList<>();
    private static final List<Throwable> REFUSALS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path data;

    private static HttpServer server;
    private static Providers providers;
    private static CamelContext camel;

    @BeforeAll
    static void start() throws Exception {
        camel = Kamelets.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(Kamelets.uri("omise-webhook-source", Map.of("webhookSecret", Providers.OMISE_SECRET)))
                        .routeId("test.webhook")
                        .routeConfigurationId("step")
                        .process(e -> NOTICES.add(e.getMessage().getBody(ProviderNotice.class)));
            }
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhook", call -> {
            Map<String, Object> headers = new HashMap<>();
            for (String name : List.of("Omise-Signature", "Omise-Signature-Timestamp")) {
                if (call.getRequestHeaders().containsKey(name)) {
                    headers.put(name, call.getRequestHeaders().getFirst(name));
                }
            }
            Throwable refusal = receive(call.getRequestBody().readAllBytes(), headers);
            call.sendResponseHeaders(refusal == null ? 200 : 401, -1);
            call.close();
        });
        server.start();
        providers =
                Providers.start(data, "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    private static Throwable receive(byte[] body, Map<String, Object> headers) {
        Exchange answer = camel.createProducerTemplate().request("direct:webhook-omise", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
        if (answer.getException() != null) {
            REFUSALS.add(answer.getException());
        }
        return answer.getException();
    }

    @AfterAll
    static void stop() {
        providers.close();
        server.stop(0);
        camel.stop();
    }

    @BeforeEach
    void forget() {
        NOTICES.clear();
        REFUSALS.clear();
    }

    @Test
    void handsOnWhatOmiseTells() {
        String charge = charge();
        assertThat(NOTICES.get(0).eventId()).startsWith("evnt_");
        assertThat(NOTICES.get(0).kind()).isEqualTo("charge.create");
        assertThat(NOTICES.get(0).reference()).isEqualTo(charge);
    }

    @Test
    void handsOnTheSameEventAsOftenAsItComes() {
        charge();
        ProviderNotice first = NOTICES.get(0);
        redeliver(Map.of("times", 2));
        assertThat(NOTICES).containsExactly(first, first, first);
    }

    @ParameterizedTest
    @CsvSource({
        "signature, 0",
        "body, 0",
        "secret, 0",
        "unsigned, 0",
        "timestamp, -310",
        "timestamp, 310",
        "timestamp, -86400"
    })
    void refusesWhatOmiseDidNotSignOrNotNow(String corrupt, int offset) {
        charge();
        NOTICES.clear();
        assertThat(redeliver(Map.of("corrupt", corrupt, "offset", offset))
                        .at("/statuses/0")
                        .asInt())
                .isEqualTo(401);
        assertThat(NOTICES).isEmpty();
        assertThat(REFUSALS).singleElement().isInstanceOfSatisfying(Refused.class, refusal -> assertThat(refusal.code())
                .isEqualTo("SIGNATURE_INVALID"));
    }

    private static JsonNode redeliver(Map<String, Object> how) {
        return providers.post("/sandbox/webhooks/omise/redeliver", how, null);
    }

    /** A charge that Omise has told of. */
    private static String charge() {
        Map<String, Object> body = Map.of("amount", 10_000, "currency", "THB", "source", Map.of("type", "promptpay"));
        String id = providers
                .post("/omise/charges", body, Providers.OMISE_KEY)
                .path("id")
                .asText();
        Awaitility.await()
                .until(() -> NOTICES.stream().anyMatch(n -> n.reference().equals(id)));
        return id;
    }
}
