package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import sea.tchat.auth.AuthClient.Answer;

@AuthTest
class SessionTest {
    @Autowired
    AuthClient client;

    @Autowired
    StringRedisTemplate redis;

    private final String number = AuthClient.newNumber();

    @Test
    void endsThisSessionAtLogout() {
        JsonNode phone = client.signIn(number);
        JsonNode tablet = client.signIn(number);
        client.logout(token(phone), null).is(204);

        client.get("/api/v1/users/me", token(phone)).isProblem(401, "TOKEN_INVALID");
        client.refresh(phone.get("refresh_token").asText()).isProblem(401, "REFRESH_TOKEN_INVALID");
        client.logout(token(phone), Map.of("all_sessions", true)).isProblem(401, "TOKEN_INVALID");
        client.get("/api/v1/users/me", token(tablet)).is(200);
    }

    @Test
    void endsAllSessionsWhenAsked() {
        JsonNode phone = client.signIn(number);
        JsonNode tablet = client.signIn(number);
        client.logout(token(phone), Map.of("all_sessions", true)).is(204);
        client.get("/api/v1/users/me", token(tablet)).isProblem(401, "TOKEN_INVALID");
    }

    @Test
    void tellsTheGatewayAtOnceAndAgainWhenRedisWasEmptied() {
        JsonNode signIn = client.signIn(number);
        client.logout(token(signIn), null).is(204);
        String session = signIn.get("session_id").asText();
        double expiry = redis.opsForZSet().score("ended_sessions", session);
        assertThat(expiry - Instant.now().getEpochSecond()).isBetween(3600.0, 3700.0);

        redis.execute((RedisCallback<Object>) connection -> {
            connection.serverCommands().flushDb();
            return null;
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> redis.opsForZSet().score("ended_sessions", session) != null);
    }

    @Test
    void showsOneselfWholeAndOthersInPart() {
        JsonNode me = client.signIn(number);
        JsonNode other = client.signIn(AuthClient.newNumber());
        Answer mine = client.get("/api/v1/users/me", token(me)).is(200);
        Answer theirs = client.get(
                        "/api/v1/users/" + other.get("user").get("id").asText(), token(me))
                .is(200);

        assertThat(mine.body()).isEqualTo(me.get("user"));
        assertThat(theirs.body().properties().stream().map(Map.Entry::getKey))
                .containsExactly("id", "display_name", "username", "bio", "avatar_url");
        client.call(
                        "GET",
                        "/api/v1/users/me",
                        null,
                        Map.of("Authorization", "Bearer " + token(me), "If-None-Match", mine.header("ETag")))
                .is(304);
        client.get("/api/v1/users/" + UUID.randomUUID(), token(me)).isProblem(404, "NOT_FOUND");
    }

    private static String token(JsonNode signIn) {
        return signIn.get("access_token").asText();
    }
}
