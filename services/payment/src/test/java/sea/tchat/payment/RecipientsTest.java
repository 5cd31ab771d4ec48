package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.routes.domain.Ids;

/** A recipient who is not in the events yet is asked about at the auth service, here a stand-in that answers what it is told to. */
@DirtiesContext
class RecipientsTest extends PaymentTest {
    private static final Map<UUID, Integer> ANSWERS = new ConcurrentHashMap<>();
    private static final List<String> TOKENS = new CopyOnWriteArrayList<>();
    private static HttpServer auth;

    @Autowired
    TransactionTemplate transaction;

    private UUID sender;
    private String wallet;

    @DynamicPropertySource
    static void auth(DynamicPropertyRegistry registry) throws IOException {
        auth = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        auth.createContext("/api/v1/users/", exchange -> {
            TOKENS.add(exchange.getRequestHeaders().getFirst("Authorization"));
            String id = exchange.getRequestURI().getPath().substring("/api/v1/users/".length());
            exchange.sendResponseHeaders(ANSWERS.getOrDefault(UUID.fromString(id), 404), -1);
            exchange.close();
        });
        auth.start();
        registry.add(
                "tchat.payment.auth-url",
                () -> "http://127.0.0.1:" + auth.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        auth.stop(0);
    }

    @BeforeEach
    void fund() {
        sender = funds.user();
        wallet = api.wallet(sender, "THB");
        transaction.executeWithoutResult(status -> funds.give(wallet, 100_000, "THB"));
        TOKENS.clear();
    }

    @Test
    void sendsToAUserOfWhomOnlyTheAuthServiceKnows() {
        UUID newcomer = user(200);
        assertThat(api.transfer(sender, wallet, newcomer, 100, Api.key()).status())
                .isEqualTo(201);
        assertThat(api.transfer(sender, wallet, newcomer, 100, Api.key()).status())
                .isEqualTo(201);
        assertThat(TOKENS)
                .as("asked once, as the caller")
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
    }

    @Test
    void sendsNothingToNobody() {
        Api.Answer answer = api.transfer(sender, wallet, user(404), 100, Api.key());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("RECIPIENT_UNAVAILABLE");
        assertThat(api.balance(sender, wallet)).isEqualTo(100_000);
    }

    @Test
    void keepsNoAnswerWhileTheAuthServiceIsAway() {
        UUID newcomer = user(503);
        String key = Api.key();
        Api.Answer away = api.transfer(sender, wallet, newcomer, 100, key);
        assertThat(away.status()).isEqualTo(503);
        ANSWERS.put(newcomer, 200);
        assertThat(api.transfer(sender, wallet, newcomer, 100, key).status()).isEqualTo(201);
        assertThat(api.balance(sender, wallet)).isEqualTo(99_900);
    }

    private static UUID user(int status) {
        UUID user = Ids.next();
        ANSWERS.put(user, status);
        return user;
    }
}
