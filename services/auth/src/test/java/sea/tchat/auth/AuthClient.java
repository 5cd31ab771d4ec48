package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import sea.tchat.routes.domain.Json;
import sea.tchat.testkit.TestEnvironment;

/** A phone: its requests, from an address of its own where none is given. */
@TestComponent
class AuthClient {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestEnvironment environment;
    private final SmsInbox inbox;
    private final LimitsInRedis limits;

    AuthClient(TestEnvironment environment, SmsInbox inbox, LimitsInRedis limits) {
        this.environment = environment;
        this.inbox = inbox;
        this.limits = limits;
    }

    /** @param body never null: an empty object stands for none */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        String code() {
            return body.path("code").asText(null);
        }

        Answer is(int expected) {
            assertThat(status).as(raw.body()).isEqualTo(expected);
            return this;
        }

        /** A problem document, complete and without anything from the inside. */
        Answer isProblem(int expected, String code) {
            is(expected);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(code()).isEqualTo(code);
            assertThat(body.get("status").asInt()).isEqualTo(expected);
            assertThat(body.get("request_id").asText()).isEqualTo(header("X-Request-ID"));
            assertThat(raw.body()).doesNotContain("Exception", "sea.tchat", "select ", "org.");
            return this;
        }
    }

    /** A Thai mobile number that nobody has yet. */
    static String newNumber() {
        return "+6681%07d".formatted(SERIAL.incrementAndGet());
    }

    static String newAddress() {
        int n = SERIAL.incrementAndGet();
        return "198.51." + (n >> 8 & 255) + "." + (n & 255);
    }

    Answer call(String method, String path, String body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("X-Forwarded-For", newAddress());
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(environment.url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        all.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? Json.MAPPER.createObjectNode() : Json.tree(response.body()),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer post(String path, Object body) {
        return call("POST", path, Json.write(body), Map.of());
    }

    Answer get(String path, String token) {
        return call("GET", path, null, Map.of("Authorization", "Bearer " + token));
    }

    Answer send(String number) {
        return post("/api/v1/auth/otp/send", Map.of("phone_number", number));
    }

    /** @return the verification's id */
    String sent(String number) {
        return send(number).is(202).body().get("verification_id").asText();
    }

    Answer verify(String verification, String code) {
        return post(
                "/api/v1/auth/otp/verify",
                Map.of(
                        "verification_id", verification,
                        "code", code,
                        "device", Map.of("id", "device-1", "platform", "ios", "name", "Phone", "push_token", "pt")));
    }

    /** Signs in, past the cooldown where it is not the first time.
     * @return the answer to verify */
    JsonNode signIn(String number) {
        if (inbox.count(number) > 0) {
            limits.forget();
        }
        String verification = sent(number);
        return verify(verification, inbox.code(number)).is(200).body();
    }

    Answer refresh(String token) {
        return post("/api/v1/auth/refresh", Map.of("refresh_token", token));
    }

    Answer logout(String token, Object body) {
        return call(
                "POST",
                "/api/v1/auth/logout",
                body == null ? null : Json.write(body),
                Map.of("Authorization", "Bearer " + token));
    }
}
