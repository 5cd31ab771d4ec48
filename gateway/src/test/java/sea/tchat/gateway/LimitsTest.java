package sea.tchat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.RedisServerCommands;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sea.tchat.routes.domain.Json;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** The table of limits with the figures it is delivered with. */
@ServiceTest("gateway")
class LimitsTest {
    private static final StubService SERVICE = new StubService();

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    TestEnvironment environment;

    @Autowired
    StringRedisTemplate redis;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry settings) {
        settings.add("MESSAGING_URL", SERVICE::url);
        settings.add("PAYMENT_URL", SERVICE::url);
    }

    @BeforeEach
    void fillTheBuckets() {
        redis.execute((RedisCallback<Object>) connection -> {
            RedisServerCommands server = connection.serverCommands();
            server.flushDb();
            return null;
        });
    }

    @Test
    void givesAnAddressThirtyCallsWithoutAToken() throws Exception {
        HttpResponse<String> first = get("/api/v1/sync", null);
        assertThat(header(first, "RateLimit-Limit")).isEqualTo("30");
        assertThat(header(first, "RateLimit-Remaining")).isEqualTo("29");
        assertThat(header(first, "RateLimit-Reset")).isEqualTo("1");
        for (int i = 1; i < 30; i++) {
            assertThat(get("/api/v1/sync", null).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = untilRefused("/api/v1/sync", null);

        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "RateLimit-Remaining")).isEqualTo("0");
        assertThat(Json.tree(refused.body()).path("code").asText()).isEqualTo("RATE_LIMITED");
        assertThat(get("/api/v1/sync", bearer()).statusCode())
                .as("a user is another")
                .isEqualTo(200);
        assertThat(header(untilRefused("/api/v1/sync", "Bearer guess"), "RateLimit-Limit"))
                .as("guessing is limited as calls of the address")
                .isEqualTo("30");
    }

    @Test
    void givesAUserTenMoneyCallsAndSixtyMessages() throws Exception {
        String bearer = bearer();
        int allowed = 0;
        long begin = System.nanoTime();
        while (post("/api/v1/transfers", bearer).statusCode() == 200) {
            allowed++;
        }
        // One comes back every three seconds while the bucket is being emptied.
        long cameBack = (System.nanoTime() - begin) / 3_000_000_000L + 1;
        assertThat(allowed).isBetween(10, 10 + (int) cameBack);
        assertThat(get("/api/v1/transfers", bearer).statusCode())
                .as("reading is no money call")
                .isEqualTo(200);
        assertThat(post("/api/v1/transfers", bearer()).statusCode())
                .as("another user")
                .isEqualTo(200);

        HttpResponse<String> message = post("/api/v1/dialogs/" + UUID.randomUUID() + "/messages", bearer);
        assertThat(header(message, "RateLimit-Limit")).isEqualTo("60");
        assertThat(header(message, "RateLimit-Remaining")).isEqualTo("59");
    }

    /** An account is easily had; with its token the limit of the codes must be the same. */
    @Test
    void countsCodesByAddressAlsoWithAToken() throws Exception {
        HttpResponse<String> verify = post("/api/v1/auth/otp/verify", bearer());

        assertThat(header(verify, "RateLimit-Limit")).isEqualTo("30");
        assertThat(header(post("/api/v1/auth/otp/verify", bearer()), "RateLimit-Remaining"))
                .as("another user at the same address")
                .isIn("28", "29");
    }

    @Test
    void countsWebhooksByProvider() throws Exception {
        HttpResponse<String> omise = post("/api/v1/webhooks/omise", null);
        assertThat(header(omise, "RateLimit-Limit")).isEqualTo("500");
        assertThat(header(post("/api/v1/webhooks/stripe", null), "RateLimit-Remaining"))
                .isEqualTo("499");
    }

    private HttpResponse<String> untilRefused(String path, String bearer) throws Exception {
        // The bucket fills by one a second while it is being emptied.
        for (int i = 0; i < 30; i++) {
            HttpResponse<String> response = get(path, bearer);
            if (response.statusCode() == 429) {
                return response;
            }
        }
        throw new AssertionError("never refused");
    }

    private String bearer() {
        return environment.tokens().bearer(UUID.randomUUID());
    }

    private HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(environment.url() + path)), bearer);
    }

    private HttpResponse<String> post(String path, String bearer) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(environment.url() + path)).POST(BodyPublishers.ofString("{}")),
                bearer);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String bearer)
            throws IOException, InterruptedException {
        if (bearer != null) {
            request.header("Authorization", bearer);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
