package sea.tchat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

class ProxyTest extends GatewayTest {
    @Autowired
    StringRedisTemplate redis;

    @Test
    void passesTheRequestOnAsItCame() throws Exception {
        HttpResponse<byte[]> answer = send(as(user, "/api/v1/dialogs/7/messages?limit=2&x=%E0%B8%81+b&limit=3")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "0123456789abcdef")
                .header("Stripe-Signature", "t=1,v1=ab")
                .header("X-Request-ID", "my-request-1")
                .header("X-Forwarded-For", "6.6.6.6")
                .POST(BodyPublishers.ofString("{\"a\": 1}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        StubService.Request got = MESSAGING.next();
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.uri()).isEqualTo("/api/v1/dialogs/7/messages?limit=2&x=%E0%B8%81+b&limit=3");
        assertThat(got.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\": 1}");
        assertThat(got.headers().getFirst("Authorization")).startsWith("Bearer ");
        assertThat(got.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(got.headers().getFirst("Idempotency-Key")).isEqualTo("0123456789abcdef");
        assertThat(got.headers().getFirst("Stripe-Signature")).isEqualTo("t=1,v1=ab");
        assertThat(got.headers().getFirst("X-Request-ID")).isEqualTo("my-request-1");
        assertThat(got.headers().get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(got.headers().getFirst("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(answer.headers().firstValue("X-Request-ID")).contains("my-request-1");
    }

    @Test
    void letsNoOtherHeaderInOrOut() throws Exception {
        MESSAGING.answer = exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.getResponseHeaders().set("X-Powered-By", "stub");
            exchange.getResponseHeaders().set("CamelHttpResponseCode", "418");
            StubService.json(exchange, 200, "{}");
        };
        HttpResponse<byte[]> answer = send(as(user, "/api/v1/dialogs?CamelHttpPath=/ops&Authorization=x")
                .header("camelhttpuri", "http://127.0.0.1:1/ops")
                .header("CamelHttpPath", "/ops")
                .header("CAMELHTTPMETHOD", "DELETE")
                .header("Cookie", "secret=1")
                .header("X-Internal-User", "root"));

        assertThat(answer.statusCode()).isEqualTo(200);
        StubService.Request got = MESSAGING.next();
        assertThat(got.method()).isEqualTo("GET");
        assertThat(got.uri()).isEqualTo("/api/v1/dialogs?CamelHttpPath=/ops&Authorization=x");
        assertThat(got.headers().keySet().stream().map(String::toLowerCase))
                .containsOnly(
                        "authorization",
                        "host",
                        "connection",
                        "traceparent",
                        "user-agent",
                        "x-forwarded-for",
                        "x-request-id");
        assertThat(got.headers().getFirst("Authorization")).startsWith("Bearer ");
        assertThat(answer.headers().map().keySet())
                .containsOnly(
                        "cache-control",
                        "content-length",
                        "content-type",
                        "etag",
                        "ratelimit-limit",
                        "ratelimit-remaining",
                        "ratelimit-reset",
                        "x-content-type-options",
                        "x-request-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/x-www-form-urlencoded", "application/octet-stream", "text/plain"
            })
    void leavesTheBytesOfABodyAlone(String type) throws Exception {
        byte[] body = new byte[7001];
        new Random(1).nextBytes(body);
        byte[] form = "From=%2B66812345678&Body=a+b%20c&Body=&CamelHttpUri=x".getBytes(StandardCharsets.US_ASCII);
        byte[] sent = type.contains("form") ? form : body;

        send(as(user, "/api/v1/dialogs").header("Content-Type", type).POST(BodyPublishers.ofByteArray(sent)));

        StubService.Request got = MESSAGING.next();
        assertThat(got.body()).isEqualTo(sent);
        assertThat(got.headers().getFirst("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ops/dead-letters",
                "/api/v1/dialogs/..%2f..%2f..%2fops",
                "/api/v1/dialogs/%2e%2e/%2e%2e/%2e%2e/ops/dead-letters",
                "/api/v1/dialogs/../../../ops/dead-letters",
                "/api/v1/dialogs/..;/ops",
                "/api/v1/dialogs;x=/ops",
                "/api/v1/dialogs/%252e%252e/ops",
                "/api/v1/dialogs/..%5c..%5cops",
                "/api/v1/dialogs/a%00b",
                "/api/v1/dialogsX",
                "/api/v1/webhooks/unknown",
                "/api/v1/nothing",
                "/"
            })
    void answersNotFoundToWhatBelongsToNobody(String path) throws Exception {
        HttpResponse<byte[]> answer = send(as(user, path));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(MESSAGING.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "//api//v1/dialogs//7, /api/v1/dialogs/7",
        "/api/v1/x/../dialogs/./7, /api/v1/dialogs/7",
        "/api/v1/%64ialogs, /api/v1/dialogs",
        "/api/v1/dialogs/7/messages/1/reactions/%F0%9F%91%8D, /api/v1/dialogs/7/messages/1/reactions/%F0%9F%91%8D"
    })
    void forwardsTheNormalisedPath(String path, String forwarded) throws Exception {
        // The prefix must not come from java.net.URI, which takes // for an authority.
        assertThat(RawHttp.get(environment.url(), path, environment.tokens().bearer(user)))
                .startsWith("HTTP/1.1 200");
        assertThat(MESSAGING.next().uri()).isEqualTo(forwarded);
    }

    @Test
    void takesEveryMethodTheContractsUse() throws Exception {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            send(as(user, "/api/v1/dialogs/7").method(method, BodyPublishers.noBody()));
            assertThat(MESSAGING.next().method()).isEqualTo(method);
        }
        HttpResponse<byte[]> head = send(as(user, "/api/v1/dialogs/7").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(MESSAGING.next().method()).isEqualTo("GET");

        HttpResponse<byte[]> options = send(request("/api/v1/dialogs/7").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow").orElse("")).contains("PATCH");

        HttpResponse<byte[]> other = send(as(user, "/api/v1/dialogs/7").method("PROPFIND", BodyPublishers.noBody()));
        assertThat(other.statusCode()).isEqualTo(405);
        assertThat(send(request("/health").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
        assertThat(MESSAGING.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 304, 400, 404, 409, 422, 500})
    void passesTheAnswerBack(int status) throws Exception {
        String body = status == 204 || status == 304 ? "" : "{\"status\": " + status + "}";
        MESSAGING.answer = exchange -> StubService.json(exchange, status, body);

        HttpResponse<byte[]> answer = send(as(user, "/api/v1/sync"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/wallets/garbage, 502, UPSTREAM_FAILED",
        "/api/v1/wallets/half, 502, UPSTREAM_FAILED",
        "/api/v1/wallets/reset, 502, UPSTREAM_FAILED",
        "/api/v1/wallets/hang, 504, UPSTREAM_TIMEOUT",
        "/api/v1/notifications, 503, SERVICE_UNAVAILABLE"
    })
    void saysWhatIsWrongWithAnUpstream(String path, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = send(as(user, path));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("code").asText()).isEqualTo(code);
        assertThat(json(answer).path("instance").asText()).isEqualTo(path);
        assertThat(answer.headers().firstValue("RateLimit-Limit")).isPresent();
        if (status != 502) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void refusesBodiesOverTheLimit() throws Exception {
        HttpResponse<byte[]> whole = send(as(user, "/api/v1/dialogs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[262_144])));
        HttpResponse<byte[]> over = send(as(user, "/api/v1/dialogs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[262_145])));

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(MESSAGING.next().body()).hasSize(262_144);
        assertThat(over.statusCode()).isEqualTo(413);
        assertThat(json(over).path("code").asText()).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void passesCallsWithoutATokenAndRefusesBadOnes() throws Exception {
        assertThat(send(request("/api/v1/dialogs")).statusCode()).isEqualTo(200);
        assertThat(MESSAGING.next().headers().containsKey("Authorization")).isFalse();

        // A client renews an expired token by a public call to which it may be attached still; the service judges.
        send(request("/api/v1/dialogs")
                .header("Authorization", "Bearer " + environment.tokens().expired(user)));
        assertThat(MESSAGING.next().headers().containsKey("Authorization")).isTrue();
        HttpResponse<byte[]> nonsense = send(request("/api/v1/dialogs").header("Authorization", "Bearer x.y.z"));
        assertThat(nonsense.statusCode()).isEqualTo(401);
        assertThat(json(nonsense).path("code").asText()).isEqualTo("TOKEN_INVALID");
        assertThat(MESSAGING.requests).isEmpty();
    }

    @Test
    void refusesTheTokenOfAnEndedSession() throws Exception {
        UUID session = UUID.randomUUID();
        String bearer = "Bearer " + environment.tokens().of(user, Map.of("sid", session.toString()));
        assertThat(send(request("/api/v1/sync").header("Authorization", bearer)).statusCode())
                .isEqualTo(200);

        redis.opsForZSet()
                .add("ended_sessions", session.toString(), Instant.now().getEpochSecond() + 3600);

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        send(request("/api/v1/sync").header("Authorization", bearer))
                                .statusCode())
                .isEqualTo(401));
    }

    @Test
    void countsAndTimesCallsByPrefix() throws Exception {
        send(as(user, "/api/v1/presence?user_ids=" + user));
        send(as(user, "/api/v1/dialogs/" + user));

        String metrics = new String(send(request("/metrics")).body(), StandardCharsets.UTF_8);

        assertThat(metrics)
                .containsPattern(
                        "http_requests_total\\{method=\"GET\",operation=\"messaging.presence\",service=\"gateway-service\",status=\"200\"}")
                .contains("http_request_duration_seconds_bucket{method=\"GET\",operation=\"messaging.dialogs\"")
                .doesNotContain(user.toString());
    }
}
