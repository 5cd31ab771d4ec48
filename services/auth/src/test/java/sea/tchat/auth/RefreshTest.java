package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.auth.domain.RefreshToken;

@AuthTest
class RefreshTest {
    @Autowired
    AuthClient client;

    @Autowired
    JdbcTemplate jdbc;

    private final String number = AuthClient.newNumber();

    @Test
    void givesANewPairForTheSameSession() {
        JsonNode signIn = client.signIn(number);
        JsonNode refreshed = client.refresh(refreshToken(signIn)).is(200).body();

        assertThat(refreshed.get("session_id")).isEqualTo(signIn.get("session_id"));
        assertThat(refreshed.get("user")).isEqualTo(signIn.get("user"));
        assertThat(refreshed.get("access_token")).isNotEqualTo(signIn.get("access_token"));
        assertThat(refreshToken(refreshed)).isNotEqualTo(refreshToken(signIn));
        assertThat(refreshed.has("is_new_user")).isFalse();
        client.get("/api/v1/users/me", refreshed.get("access_token").asText()).is(200);
        client.refresh(refreshToken(refreshed)).is(200);
    }

    @Test
    void givesTheSamePairWithinTheGrace() {
        String token = refreshToken(client.signIn(number));
        JsonNode first = client.refresh(token).is(200).body();
        JsonNode again = client.refresh(token).is(200).body();

        assertThat(again.get("access_token")).isEqualTo(first.get("access_token"));
        assertThat(again.get("refresh_token")).isEqualTo(first.get("refresh_token"));
    }

    @Test
    void givesOnePairToParallelRefreshes() throws Exception {
        String token = refreshToken(client.signIn(number));
        ExecutorService tabs = Executors.newFixedThreadPool(16);
        Set<String> pairs = new HashSet<>();
        Callable<JsonNode> refresh = () -> client.refresh(token).is(200).body();
        for (var answer :
                tabs.invokeAll(Stream.generate(() -> refresh).limit(32).toList())) {
            pairs.add(answer.get().get("access_token").asText() + refreshToken(answer.get()));
        }
        tabs.shutdown();
        assertThat(pairs).hasSize(1);
    }

    @Test
    void endsTheFamilyWhenATokenIsShownAgainLater() {
        JsonNode signIn = client.signIn(number);
        JsonNode successor = client.refresh(refreshToken(signIn)).is(200).body();
        later(refreshToken(signIn));

        client.refresh(refreshToken(signIn)).isProblem(401, "REFRESH_TOKEN_REUSED");
        client.refresh(refreshToken(successor)).isProblem(401, "REFRESH_TOKEN_INVALID");
        client.get("/api/v1/users/me", successor.get("access_token").asText()).isProblem(401, "TOKEN_INVALID");
        assertThat(jdbc.queryForObject(
                        "select end_reason from sessions where id = ?::uuid",
                        String.class,
                        signIn.get("session_id").asText()))
                .isEqualTo("refresh_reused");
    }

    @Test
    void leavesOtherSessionsAloneThen() {
        JsonNode phone = client.signIn(number);
        JsonNode tablet = client.signIn(number);
        client.refresh(refreshToken(phone)).is(200);
        later(refreshToken(phone));
        client.refresh(refreshToken(phone)).isProblem(401, "REFRESH_TOKEN_REUSED");

        client.refresh(refreshToken(tablet)).is(200);
    }

    @Test
    void refusesWhatIsNoRefreshTokenOrTooOld() {
        JsonNode signIn = client.signIn(number);
        for (String token :
                List.of("x", "ก", "null", signIn.get("access_token").asText(), refreshToken(signIn) + "=")) {
            client.refresh(token).isProblem(401, "REFRESH_TOKEN_INVALID");
        }
        jdbc.update(
                "update refresh_tokens set expires_at = now() where token_hash = ?",
                new RefreshToken(refreshToken(signIn)).hash());
        client.refresh(refreshToken(signIn)).isProblem(401, "REFRESH_TOKEN_INVALID");
    }

    @Test
    void refusesARefreshTokenInPlaceOfAnAccessToken() {
        client.get("/api/v1/users/me", refreshToken(client.signIn(number))).isProblem(401, "TOKEN_INVALID");
    }

    /** As if eleven seconds had passed since the exchange. */
    private void later(String token) {
        jdbc.update(
                "update refresh_tokens set rotated_at = rotated_at - interval '11 seconds' where token_hash = ?",
                new RefreshToken(token).hash());
    }

    private static String refreshToken(JsonNode answer) {
        return answer.get("refresh_token").asText();
    }
}
