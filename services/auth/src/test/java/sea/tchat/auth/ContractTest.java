package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.auth.AuthClient.Answer;
import sea.tchat.routes.domain.Json;

@AuthTest
class ContractTest {
    @Autowired
    AuthClient client;

    @Autowired
    SmsInbox inbox;

    @Autowired
    JdbcTemplate jdbc;

    private final String number = AuthClient.newNumber();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otp/send    | {}                                            | VALIDATION_FAILED | /phone_number",
                "otp/send    | {\"phone_number\": 66812345678}               | VALIDATION_FAILED | /phone_number",
                "otp/send    | {\"phone_number\": null}                      | VALIDATION_FAILED | /phone_number",
                "otp/send    | {\"phone_number\": \"\"}                      | VALIDATION_FAILED | /phone_number",
                "otp/send    | {\"phone_number\": \"+66812345678\", \"a\": 1}  | UNKNOWN_FIELD     | /a",
                "otp/send    | {\"phone_number\": \"+66812345678\", \"locale\": \"'; drop\"} | VALIDATION_FAILED | /locale",
                "otp/send    | {\"phone_number\": \"+66\\u0000812345678\"}   | VALIDATION_FAILED | /phone_number",
                "otp/verify  | {\"verification_id\": \"x\", \"code\": \"123456\", \"device\": {\"id\": \"d\", \"platform\": \"ios\"}} | VALIDATION_FAILED | /verification_id",
                "otp/verify  | {\"verification_id\": \"01890000-0000-7000-8000-000000000000\", \"code\": \"12345\", \"device\": {\"id\": \"d\", \"platform\": \"ios\"}} | VALIDATION_FAILED | /code",
                "otp/verify  | {\"verification_id\": \"01890000-0000-7000-8000-000000000000\", \"code\": 123456, \"device\": {\"id\": \"d\", \"platform\": \"ios\"}} | VALIDATION_FAILED | /code",
                "otp/verify  | {\"verification_id\": \"01890000-0000-7000-8000-000000000000\", \"code\": \"123456\", \"device\": {\"id\": \"d\", \"platform\": \"nokia\"}} | VALIDATION_FAILED | /device/platform",
                "otp/verify  | {\"verification_id\": \"01890000-0000-7000-8000-000000000000\", \"code\": \"123456\"} | VALIDATION_FAILED | /device",
                "refresh     | {}                                            | VALIDATION_FAILED | /refresh_token",
                "refresh     | {\"refresh_token\": []}                       | VALIDATION_FAILED | /refresh_token",
            })
    void namesTheFieldThatIsWrong(String path, String body, String code, String field) {
        Answer answer =
                client.call("POST", "/api/v1/auth/" + path, body, Map.of()).isProblem(400, code);
        assertThat(answer.body().get("errors").get(0).get("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"otp/send", "otp/verify", "refresh"})
    void refusesWhatIsNotJson(String path) {
        String url = "/api/v1/auth/" + path;
        client.call("POST", url, "{", Map.of()).isProblem(400, "MALFORMED_JSON");
        client.call("POST", url, "[]", Map.of()).isProblem(400, "VALIDATION_FAILED");
        client.call("POST", url, null, Map.of()).isProblem(400, "VALIDATION_FAILED");
        client.call("POST", url, "a=b", Map.of("Content-Type", "text/plain")).isProblem(415, "UNSUPPORTED_MEDIA_TYPE");
        client.call("POST", url, "\"" + "x".repeat(300_000) + "\"", Map.of()).isProblem(413, "BODY_TOO_LARGE");
        client.call("GET", url, null, Map.of()).isProblem(405, "METHOD_NOT_ALLOWED");
        client.call("POST", url + "?a=b", "{}", Map.of()).isProblem(400, "UNKNOWN_PARAMETER");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/logout",
        "GET, /api/v1/users/me",
        "GET, /api/v1/users/01890000-0000-7000-8000-000000000000"
    })
    void wantsAToken(String method, String path) {
        client.call(method, path, null, Map.of()).isProblem(401, "TOKEN_MISSING");
        client.call(method, path, null, Map.of("Authorization", "Bearer x.y.z")).isProblem(401, "TOKEN_INVALID");
        client.call(method, path, null, Map.of("Authorization", "Basic YTpi")).isProblem(401, "TOKEN_INVALID");
    }

    @Test
    void refusesAnIdThatIsNone() {
        String token = client.signIn(number).get("access_token").asText();
        client.get("/api/v1/users/nobody", token).isProblem(400, "VALIDATION_FAILED");
        client.call(
                        "POST",
                        "/api/v1/auth/logout",
                        "{\"all_sessions\": \"yes\"}",
                        Map.of("Authorization", "Bearer " + token))
                .isProblem(400, "VALIDATION_FAILED");
    }

    /** In every letter case, as platform-http's own filter looks at one only. */
    @Test
    void takesNoOrdersFromHeaders() {
        Map<String, String> orders = Map.ofEntries(
                Map.entry("CamelSqlQuery", "delete from users"),
                Map.entry("camelsqlquery", "delete from users"),
                Map.entry("CAMELSQLUPDATECOUNT", "7"),
                Map.entry("CamelHttpUri", "http://127.0.0.1:9/"),
                Map.entry("camelhttpresponsecode", "299"),
                Map.entry("CamelTwilioTo", "+66899999999"),
                Map.entry("to", "+66899999999"),
                Map.entry("attempt", "x"),
                Map.entry("open", "x"),
                Map.entry("user_id", "01890000-0000-7000-8000-000000000000"),
                Map.entry("session_id", "01890000-0000-7000-8000-000000000000"),
                Map.entry("phone_number", "+66899999999"),
                Map.entry("cookie", "a=b"),
                Map.entry("x-secret", "s3cret"));
        Answer sent = client.call("POST", "/api/v1/auth/otp/send", Json.write(Map.of("phone_number", number)), orders)
                .is(202);
        assertThat(inbox.count(number)).isEqualTo(1);
        assertThat(inbox.count("+66899999999")).isZero();
        assertThat(sent.raw().headers().map().keySet())
                .isSubsetOf(
                        ":status",
                        "cache-control",
                        "content-length",
                        "content-type",
                        "x-content-type-options",
                        "x-request-id");

        String token = client.verify(sent.body().get("verification_id").asText(), inbox.code(number))
                .is(200)
                .body()
                .get("access_token")
                .asText();
        Answer me = client.call("GET", "/api/v1/users/me", null, with(orders, "Authorization", "Bearer " + token))
                .is(200);
        assertThat(me.body().get("phone_number").asText()).isEqualTo(number);
        assertThat(me.raw().headers().map().toString()).doesNotContain("s3cret", "a=b", token);
        assertThat(jdbc.queryForObject("select count(*) from users", Integer.class))
                .isPositive();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(name, value);
        return all;
    }
}
