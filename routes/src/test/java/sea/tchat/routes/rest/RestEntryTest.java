package sea.tchat.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static sea.tchat.routes.testing.Client.json;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import sea.tchat.routes.testing.Client;
import sea.tchat.routes.testing.FabricTest;
import sea.tchat.testkit.TestEnvironment;

@FabricTest
class RestEntryTest {
    @Autowired
    TestEnvironment environment;

    private final UUID user = UUID.randomUUID();
    private Client client;
    private String bearer;

    @BeforeEach
    void signIn() {
        client = new Client(environment.url());
        bearer = environment.tokens().bearer(user);
    }

    @Test
    void givesTheRouteOnlyWhatTheContractNames() {
        var answer = client.post(
                "/api/v1/echo",
                "{\"text\":\"สวัสดี 👋\"}",
                "Authorization",
                bearer,
                "CamelSqlQuery",
                "drop table effects",
                "cAmElHttpUri",
                "http://127.0.0.1:1/",
                "CamelHttpResponseCode",
                "299",
                "user_id",
                UUID.randomUUID().toString(),
                "X-Anything",
                "else");

        assertThat(answer.statusCode()).isEqualTo(200);
        var seen = json(answer).get("headers");
        assertThat(seen.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("client_ip", "request_id", "session_id", "traceparent", "user_id");
        assertThat(seen.get("user_id").asText()).isEqualTo(user.toString());
        assertThat(json(answer).at("/body/text").asText()).isEqualTo("สวัสดี 👋");
    }

    @Test
    void givesNoRequestHeaderBackAndNoHeaderOfARouteThatTheContractDoesNotName() {
        var answer = client.get(
                "/api/v1/things/" + UUID.randomUUID(),
                "authorization",
                bearer,
                "cookie",
                "session=secret",
                "x-custom",
                "mine");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder(
                        ":status",
                        "cache-control",
                        "content-length",
                        "content-type",
                        "etag",
                        "x-content-type-options",
                        "x-request-id");
    }

    @Test
    void answersNotModifiedToAKnownETag() {
        var answer =
                client.get("/api/v1/things/" + UUID.randomUUID(), "Authorization", bearer, "If-None-Match", "\"v1\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnyOther() {
        assertThat(requestId("client-chosen-0001")).isEqualTo("client-chosen-0001");
        assertThat(requestId("x")).isNotEqualTo("x").hasSizeGreaterThan(8);
        assertThat(requestId("has spaces and {\"json\":1}")).doesNotContain("json");
        assertThat(requestId("a".repeat(500))).hasSizeLessThan(129);
    }

    @Test
    void carriesTheCallersTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        var answer = client.get("/api/v1/open", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

        assertThat(json(answer).at("/headers/traceparent").asText())
                .startsWith("00-" + trace + "-")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void refusesCallsWithoutAToken() {
        var answer = client.post("/api/v1/echo", "{\"text\":\"a\"}");

        assertProblem(answer, 401, "TOKEN_MISSING");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(client.get("/api/v1/admin/thing", "Authorization", bearer), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"text\":\"a\",\"more\":1}         | UNKNOWN_FIELD     | /more         | UNKNOWN_FIELD",
                "{}                                  | VALIDATION_FAILED | /text         | REQUIRED",
                "{\"text\":7}                        | VALIDATION_FAILED | /text         | TYPE",
                "{\"text\":null}                     | VALIDATION_FAILED | /text         | TYPE",
                "{\"text\":\"\"}                     | VALIDATION_FAILED | /text         | LENGTH",
                "{\"text\":\"a\",\"amount\":101}     | VALIDATION_FAILED | /amount       | RANGE",
                "{\"text\":\"a\",\"amount\":1.5}     | VALIDATION_FAILED | /amount       | TYPE",
                "{\"text\":\"a\",\"amount\":1e30}    | VALIDATION_FAILED | /amount       | RANGE",
                "{\"text\":\"a\",\"digits\":\"123456\\n\"} | VALIDATION_FAILED | /digits | FORMAT",
                "{\"text\":\"a\",\"kind\":\"c\"}     | VALIDATION_FAILED | /kind         | ENUM",
                "{\"text\":\"a\",\"tags\":[1]}       | VALIDATION_FAILED | /tags/0       | TYPE",
                "{\"text\":\"a\\u0000b\"}            | VALIDATION_FAILED | /text         | ILLEGAL_CHARACTER",
                "{\"text\":\"\\ud83d\"}              | VALIDATION_FAILED | /text         | ILLEGAL_CHARACTER",
                "[]                                  | VALIDATION_FAILED | ~~            | TYPE",
            })
    void namesTheFieldOfABadBody(String body, String code, String field, String fieldCode) {
        var answer = client.post("/api/v1/echo", body, "Authorization", bearer);

        assertProblem(answer, 400, code);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(json(answer).at("/errors/0/code").asText()).isEqualTo(fieldCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"text\":",
                "nothing like JSON",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"text\":\"a\"} {}",
                "~   ~"
            })
    void refusesWhatIsNotJson(String body) {
        assertProblem(client.post("/api/v1/echo", body, "Authorization", bearer), 400, "MALFORMED_JSON");
    }

    @Test
    void refusesDeepNestingBadUtf8OtherTypesAndHugeBodies() {
        String deep = "{\"text\":\"a\",\"nested\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(41);
        assertProblem(client.post("/api/v1/echo", deep, "Authorization", bearer), 400, "MALFORMED_JSON");

        byte[] badUtf8 = "{\"text\":\"a?\"}".getBytes(StandardCharsets.ISO_8859_1);
        badUtf8[10] = (byte) 0xff;
        assertProblem(
                client.call(
                        "POST", "/api/v1/echo", badUtf8, "Authorization", bearer, "Content-Type", "application/json"),
                400,
                "MALFORMED_JSON");

        byte[] form = "text=a".getBytes(StandardCharsets.UTF_8);
        assertProblem(
                client.call("POST", "/api/v1/echo", form, "Authorization", bearer, "Content-Type", "text/plain"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");

        String huge = "{\"text\":\"" + "a".repeat(300_000) + "\"}";
        assertProblem(client.post("/api/v1/echo", huge, "Authorization", bearer), 413, "BODY_TOO_LARGE");
    }

    @Test
    void typesAndChecksParameters() {
        assertThat(json(client.get("/api/v1/open")).at("/headers/limit").asText())
                .isEqualTo("50");
        assertThat(json(client.get("/api/v1/open?limit=7&flag=true"))
                        .at("/headers/limit")
                        .asText())
                .isEqualTo("7");
        assertProblem(client.get("/api/v1/open?limit=0"), 400, "VALIDATION_FAILED");
        assertProblem(client.get("/api/v1/open?limit=seven"), 400, "VALIDATION_FAILED");
        assertProblem(client.get("/api/v1/open?limit=1&limit=2"), 400, "VALIDATION_FAILED");
        assertProblem(client.get("/api/v1/open?CamelSqlQuery=x"), 400, "UNKNOWN_PARAMETER");
        assertProblem(client.get("/api/v1/things/not-a-uuid", "Authorization", bearer), 400, "VALIDATION_FAILED");
    }

    @Test
    void answersUnknownPathsAndMethodsAsProblems() {
        assertProblem(client.get("/api/v1/nothing-here"), 404, "NOT_FOUND");
        var answer = client.call("DELETE", "/api/v1/echo", null);
        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void tellsNothingOfAFaultOfOurs() {
        var answer = client.get("/api/v1/broken");

        assertProblem(answer, 500, "INTERNAL_ERROR");
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "at sea.tchat");
    }

    @Test
    void handsRawBytesToARouteThatAsksForThem() {
        byte[] bytes = {'{', ' ', (byte) 0xe0, (byte) 0xb8, (byte) 0x81, '\n', '}'};
        var answer = client.call("POST", "/api/v1/raw", bytes, "Content-Type", "application/json", "X-Signature", "s");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
    }

    @Test
    void servesTheTableOfErrors() {
        var answer = client.get("/api/v1/errors");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("items").findValuesAsText("code")).contains("TOKEN_MISSING", "INSUFFICIENT_FUNDS");
    }

    private String requestId(String given) {
        return client.get("/api/v1/open", "X-Request-ID", given)
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = json(answer);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.hasNonNull("title") && problem.hasNonNull("type") && problem.hasNonNull("instance"))
                .isTrue();
        assertThat(problem.get("request_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow());
    }
}
