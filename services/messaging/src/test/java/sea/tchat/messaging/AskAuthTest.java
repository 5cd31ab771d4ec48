package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sea.tchat.routes.domain.Ids;

/** A participant whom the read model does not know yet: auth is asked, as the caller. */
@DirtiesContext // its own service, ended with it
class AskAuthTest extends MessagingTest {
    private static final Set<String> REGISTERED = ConcurrentHashMap.newKeySet();
    private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();
    private static final Set<String> HANGING = ConcurrentHashMap.newKeySet();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static HttpServer auth;

    @DynamicPropertySource
    static void auth(DynamicPropertyRegistry properties) throws IOException {
        auth = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        auth.createContext("/api/v1/users/", exchange -> {
            ASKED.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String user = exchange.getRequestURI().getPath().substring("/api/v1/users/".length());
            if (HANGING.contains(user)) {
                return; // without an answer
            }
            int status = FAILING.contains(user) ? 500 : REGISTERED.contains(user) ? 200 : 404;
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        auth.start();
        properties.add(
                "tchat.messaging.auth-url",
                () -> "http://127.0.0.1:" + auth.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        auth.stop(0);
    }

    @Test
    void asksOnceAndKeepsTheAnswer() {
        UUID alice = user();
        UUID newcomer = Ids.next();
        Map<String, Object> body = Map.of("type", "direct", "participant_ids", List.of(newcomer));
        post(alice, "/api/v1/dialogs", body).isProblem(422, "PARTICIPANTS_INVALID");
        REGISTERED.add(newcomer.toString());
        assertThat(post(alice, "/api/v1/dialogs", body).status()).isEqualTo(201);
        assertThat(post(alice, "/api/v1/dialogs", body).status()).isEqualTo(200);
        assertThat(ASKED)
                .filteredOn(asked -> asked.contains(newcomer.toString()))
                .hasSize(2)
                .allMatch(asked -> asked.contains(" Bearer "));
    }

    @Test
    void asksForAFewAndNotForAWholeGroup() {
        UUID alice = user();
        List<UUID> few = Stream.generate(Ids::next).limit(20).toList();
        List<UUID> many = Stream.generate(Ids::next).limit(21).toList();
        few.forEach(user -> REGISTERED.add(user.toString()));
        many.forEach(user -> REGISTERED.add(user.toString()));

        group(alice, few);
        Answer refused =
                post(alice, "/api/v1/dialogs", Map.of("type", "group", "name", "many", "participant_ids", many));

        refused.isProblem(503, "SERVICE_UNAVAILABLE");
        assertThat(refused.retryAfter()).isEqualTo("1");
        assertThat(ASKED).noneMatch(asked -> many.stream().anyMatch(user -> asked.contains(user.toString())));
    }

    @Test
    void doesNotWaitForAnAuthThatHangs() {
        UUID silent = Ids.next();
        HANGING.add(silent.toString());
        assertThat(post(user(), "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(silent)))
                        .status())
                .isIn(503, 504);
    }

    @Test
    void saysThatItCannotTellWhileAuthFails() {
        UUID broken = Ids.next();
        FAILING.add(broken.toString());
        post(user(), "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(broken)))
                .isProblem(503, "SERVICE_UNAVAILABLE");
    }
}
