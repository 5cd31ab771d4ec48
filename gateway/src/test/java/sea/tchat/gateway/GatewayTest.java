package sea.tchat.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sea.tchat.routes.domain.Json;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** The gateway before three services: messaging answers, payment misbehaves, notification is away. */
@ServiceTest(
        value = "gateway",
        properties = {
            "tchat.edge.limits.public.burst=100000",
            "tchat.edge.limits.user.burst=100000",
            "tchat.edge.response-timeout-ms=1500",
            "tchat.edge.sockets.heartbeat-s=2",
            "tchat.edge.ended-sessions-period-ms=200"
        })
abstract class GatewayTest {
    static final StubService MESSAGING = new StubService();
    static final FaultyService PAYMENT = new FaultyService();

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final UUID user = UUID.randomUUID();

    @Autowired
    TestEnvironment environment;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry settings) {
        settings.add("MESSAGING_URL", MESSAGING::url);
        settings.add("PAYMENT_URL", PAYMENT::url);
    }

    @BeforeEach
    void forget() {
        MESSAGING.reset();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(environment.url() + path));
    }

    HttpRequest.Builder as(UUID caller, String path) {
        return request(path).header("Authorization", environment.tokens().bearer(caller));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}
