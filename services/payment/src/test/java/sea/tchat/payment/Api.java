package sea.tchat.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import sea.tchat.routes.domain.Json;
import sea.tchat.testkit.TestEnvironment;

/** The service as a client sees it. */
final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestEnvironment environment;

    Api(TestEnvironment environment) {
        this.environment = environment;
    }

    /** An answer; {@code text} is the body to the byte. */
    record Answer(int status, String text, HttpHeaders headers) {
        JsonNode json() {
            return Json.tree(text);
        }

        String code() {
            return json().path("code").asText();
        }

        String id() {
            return json().path("id").asText();
        }

        boolean replayed() {
            return headers.firstValue("Idempotent-Replayed").isPresent();
        }
    }

    static String key() {
        return "key-" + UUID.randomUUID();
    }

    static Map<String, Object> money(long amount, String currency) {
        return Map.of("amount", amount, "currency", currency);
    }

    Answer get(UUID user, String path) {
        return send(request(path, user).GET());
    }

    Answer post(UUID user, String path, Object body) {
        return post(user, path, null, body);
    }

    Answer post(UUID user, String path, String key, Object body) {
        HttpRequest.Builder request = request(path, user)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body instanceof String text ? text : Json.write(body)));
        return send(key == null ? request : request.header("Idempotency-Key", key));
    }

    String wallet(UUID user, String currency) {
        return post(user, "/api/v1/wallets", Map.of("currency", currency)).id();
    }

    long balance(UUID user, String wallet) {
        return get(user, "/api/v1/wallets/" + wallet)
                .json()
                .at("/balance/amount")
                .asLong();
    }

    Answer transfer(UUID from, String wallet, UUID to, long amount, String key) {
        return post(from, "/api/v1/transfers", key, transferBody(wallet, to, money(amount, "THB")));
    }

    static Map<String, Object> transferBody(String wallet, UUID to, Map<String, Object> amount) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from_wallet_id", wallet);
        body.put("to_user_id", to);
        body.put("amount", amount);
        return body;
    }

    Answer topup(UUID user, String wallet, long amount, String key) {
        return post(user, "/api/v1/topups", key, topupBody(wallet, amount));
    }

    static Map<String, Object> topupBody(String wallet, long amount) {
        return Map.of("wallet_id", wallet, "amount", money(amount, "THB"), "method", "promptpay");
    }

    HttpRequest.Builder request(String path, UUID user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(environment.url() + path));
        return user == null
                ? request
                : request.header("Authorization", environment.tokens().bearer(user));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
