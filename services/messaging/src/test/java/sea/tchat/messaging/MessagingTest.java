package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** The running service, asked over HTTP as clients ask it. */
@ServiceTest("messaging")
abstract class MessagingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    TestEnvironment environment;

    @Autowired
    JdbcTemplate jdbc;

    private static TestEnvironment numbering;

    /** What the service said. */
    record Answer(int status, String contentType, String retryAfter, JsonNode body) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }

        /** The answer is a problem document of this code. */
        void isProblem(int expected, String code) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            assertThat(contentType).isEqualTo("application/problem+json");
            assertThat(text("/code")).isEqualTo(code);
            assertThat(text("/request_id")).isNotBlank();
            assertThat(body.toString()).doesNotContain("Exception", "sea.tchat", "select ");
        }
    }

    /** The first to come find the consumers still joining their groups, so that their messages are answered 202. */
    @BeforeEach
    void theSequencerIsThere() {
        if (numbering != environment) {
            UUID alice = user();
            UUID dialog = direct(alice, user());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> say(alice, dialog, "are you there?").status() == 201);
            numbering = environment;
        }
    }

    UUID user() {
        UUID user = Ids.next();
        jdbc.update("insert into known_users(user_id) values (?)", user);
        return user;
    }

    UUID direct(UUID one, UUID other) {
        Answer answer = post(one, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(other)));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return UUID.fromString(answer.text("/id"));
    }

    UUID group(UUID creator, List<UUID> others) {
        Answer answer = post(
                creator, "/api/v1/dialogs", Map.of("type", "group", "participant_ids", others, "name", "ครอบครัว"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return UUID.fromString(answer.text("/id"));
    }

    Answer say(UUID sender, UUID dialog, String text) {
        return send(sender, dialog, Ids.next().toString(), text);
    }

    Answer send(UUID sender, UUID dialog, String clientMessageId, String text) {
        return post(
                sender,
                "/api/v1/dialogs/" + dialog + "/messages",
                Map.of("client_message_id", clientMessageId, "type", "text", "content", Map.of("text", text)));
    }

    List<JsonNode> history(UUID member, UUID dialog) {
        List<JsonNode> all = new ArrayList<>();
        String next = "0";
        while (next != null) {
            Answer page = get(member, "/api/v1/dialogs/" + dialog + "/messages?limit=100&after_seq=" + next);
            assertThat(page.status()).isEqualTo(200);
            page.body().at("/items").forEach(all::add);
            next = page.body().at("/next_cursor").isNull() ? null : page.text("/next_cursor");
        }
        return all;
    }

    Answer get(UUID user, String path) {
        return call(user, "GET", path, null);
    }

    Answer post(UUID user, String path, Object body) {
        return call(user, "POST", path, body);
    }

    Answer postOnce(UUID user, String path, Object body, String idempotencyKey) {
        return call(user, "POST", path, body, "Idempotency-Key", idempotencyKey);
    }

    Answer put(UUID user, String path, Object body) {
        return call(user, "PUT", path, body);
    }

    Answer call(UUID user, String method, String path, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(environment.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
        if (user != null) {
            request.header("Authorization", environment.tokens().bearer(user));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        String json = body instanceof String text ? text : Json.write(body);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.body().isEmpty() ? null : Json.tree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All at once. */
    static <T> List<T> inParallel(List<Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(16, calls.size()));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }
}
