package sea.tchat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A client as a phone has one: it says what it wants, and when nobody answers it says the same again, with the same keys, until
 * somebody does. So a call here may reach the system many times; that it has its effect once is the system's promise.
 */
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String url;
    private final Duration patience;

    /** @param patience how long a call is repeated while nobody answers */
    public Api(String url, Duration patience) {
        this.url = url;
        this.patience = patience;
    }

    /** An answer: its status and its JSON, a missing node where there is none. */
    public record Answer(int status, JsonNode body) {
        /** @throws IllegalStateException when the status is another, with what the answer said */
        public JsonNode expect(int... statuses) {
            for (int expected : statuses) {
                if (status == expected) {
                    return body;
                }
            }
            throw new IllegalStateException("answered " + status + ": " + body);
        }
    }

    public Answer get(String path, String token) {
        return call("GET", path, token, null, Map.of());
    }

    public Answer post(String path, String token, Object body) {
        return call("POST", path, token, body, Map.of());
    }

    /** @param key the Idempotency-Key, one for an intent however often it is said */
    public Answer post(String path, String token, Object body, String key) {
        return call("POST", path, token, body, Map.of("Idempotency-Key", key));
    }

    private Answer call(String method, String path, String token, Object body, Map<String, String> headers) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                Answer answer = once(method, path, token, body, headers);
                if (!AGAIN.contains(answer.status()) || Instant.now().isAfter(end)) {
                    return answer;
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("nobody answers at " + url + " (is `make dev` running?): " + e, e);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    private Answer once(String method, String path, String token, Object body, Map<String, String> headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(15));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
