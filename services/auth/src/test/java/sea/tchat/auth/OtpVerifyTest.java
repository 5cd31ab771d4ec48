package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.auth.AuthClient.Answer;

@AuthTest
class OtpVerifyTest {
    @Autowired
    AuthClient client;

    @Autowired
    SmsInbox inbox;

    @Autowired
    LimitsInRedis limits;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    MeterRegistry meters;

    private final String number = AuthClient.newNumber();

    @Test
    void makesAnAccountOnceAndASessionEachTime() {
        double before = registrations();
        JsonNode first = client.signIn(number);
        JsonNode second = client.signIn(number);

        assertThat(first.get("is_new_user").asBoolean()).isTrue();
        assertThat(second.get("is_new_user").asBoolean()).isFalse();
        assertThat(first.get("user").get("id")).isEqualTo(second.get("user").get("id"));
        assertThat(first.get("session_id")).isNotEqualTo(second.get("session_id"));
        assertThat(first.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(first.get("expires_in").asInt()).isEqualTo(3600);
        assertThat(first.get("refresh_expires_in").asInt()).isEqualTo(2592000);
        JsonNode user = first.get("user");
        assertThat(user.get("phone_number").asText()).isEqualTo(number);
        assertThat(user.get("country").asText()).isEqualTo("TH");
        assertThat(user.get("locale").asText()).isEqualTo("th");
        assertThat(user.get("time_zone").asText()).isEqualTo("Asia/Bangkok");
        assertThat(user.get("kyc_level").asInt()).isZero();
        assertThat(registrations() - before).isEqualTo(1);
    }

    @Test
    void givesATokenAsTheContractSays() throws Exception {
        JsonNode answer = client.signIn(number);
        SignedJWT token = SignedJWT.parse(answer.get("access_token").asText());
        Answer published = client.get("/.well-known/jwks.json", "none").is(200);

        assertThat(published.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(published.raw().body()).doesNotContain("\"d\"");
        var key = JWKSet.parse(published.raw().body())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toECKey();
        assertThat(key.computeThumbprint()).hasToString(key.getKeyID());
        assertThat(token.getHeader().getType()).hasToString("at+jwt");
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(answer.get("user").get("id").asText());
        assertThat(claims.getStringClaim("sid"))
                .isEqualTo(answer.get("session_id").asText());
        assertThat(claims.getIssuer()).isEqualTo("tchat");
        assertThat(claims.getAudience()).containsExactly("tchat-api");
        assertThat(claims.getStringClaim("cty")).isEqualTo("TH");
        assertThat(claims.getStringClaim("loc")).isEqualTo("th");
        assertThat(claims.getIntegerClaim("kyc")).isZero();
        assertThat(claims.getStringClaim("scope")).isEmpty();
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getNotBeforeTime()).isEqualTo(claims.getIssueTime());
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(3_600_000);
    }

    @Test
    void acceptsTheSameCodeOnlyOnce() {
        String verification = client.sent(number);
        client.verify(verification, inbox.code(number)).is(200);
        client.verify(verification, inbox.code(number)).isProblem(409, "OTP_ALREADY_USED");
    }

    @Test
    void acceptsItOnlyOnceUnderParallelVerifies() throws Exception {
        String verification = client.sent(number);
        String code = inbox.code(number);
        ExecutorService phones = Executors.newFixedThreadPool(32);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(phones.submit(() -> client.verify(verification, code)));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            statuses.add(answer.get().status());
        }
        phones.shutdown();

        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409, 429);
        assertThat(sessionsOf(number)).isEqualTo(1);
    }

    @Test
    void killsTheCodeAfterFiveTries() {
        String verification = client.sent(number);
        String code = inbox.code(number);
        for (int left = 4; left >= 0; left--) {
            Answer wrong = client.verify(verification, wrong(code)).isProblem(401, "OTP_INCORRECT");
            assertThat(wrong.body().get("attempts_left").asInt()).isEqualTo(left);
        }
        Answer dead = client.verify(verification, code).isProblem(429, "OTP_ATTEMPTS_EXCEEDED");
        assertThat(dead.header("Retry-After")).isNotNull();
        assertThat(sessionsOf(number)).isZero();
    }

    @Test
    void takesTheRightCodeAtTheLastTry() {
        String verification = client.sent(number);
        for (int i = 0; i < 4; i++) {
            client.verify(verification, wrong(inbox.code(number))).is(401);
        }
        client.verify(verification, inbox.code(number)).is(200);
    }

    @Test
    void countsATryThoughTheSignInFails() {
        client.signIn(number);
        limits.forget();
        String verification = client.sent(number);
        jdbc.update("update users set status = 'suspended' where phone_number = ?", number);
        client.verify(verification, inbox.code(number)).isProblem(403, "FORBIDDEN");

        assertThat(jdbc.queryForMap("select attempts, used_at from otp_verifications where id = ?::uuid", verification))
                .containsEntry("attempts", 1)
                .containsEntry("used_at", null);
    }

    @Test
    void forgetsACodeAfterFiveMinutes() {
        String verification = client.sent(number);
        jdbc.update(
                "update otp_verifications set expires_at = expires_at - interval '5 minutes' where id = ?::uuid",
                verification);
        client.verify(verification, inbox.code(number)).isProblem(410, "OTP_EXPIRED");
    }

    @Test
    void takesACodeOnlyForItsOwnVerification() {
        String other = AuthClient.newNumber();
        String mine = client.sent(number);
        String theirs = client.sent(other);
        if (inbox.code(number).equals(inbox.code(other))) {
            return; // once in a million the codes are the same, and then each is right
        }
        client.verify(theirs, inbox.code(number)).isProblem(401, "OTP_INCORRECT");
        client.verify(mine, inbox.code(other)).isProblem(401, "OTP_INCORRECT");
        client.verify(UUID.randomUUID().toString(), inbox.code(number)).isProblem(410, "OTP_EXPIRED");
    }

    @Test
    void keepsFiveSessionsAndEndsTheOldest() {
        List<JsonNode> signIns = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            signIns.add(client.signIn(number));
        }
        client.get("/api/v1/users/me", signIns.get(0).get("access_token").asText())
                .isProblem(401, "TOKEN_INVALID");
        client.get("/api/v1/users/me", signIns.get(1).get("access_token").asText())
                .is(200);
        client.refresh(signIns.get(0).get("refresh_token").asText()).isProblem(401, "REFRESH_TOKEN_INVALID");
        client.refresh(signIns.get(1).get("refresh_token").asText()).is(200);
    }

    private int sessionsOf(String phone) {
        return jdbc.queryForObject(
                "select count(*) from sessions s join users u on u.id = s.user_id where u.phone_number = ?",
                Integer.class,
                phone);
    }

    private double registrations() {
        return meters.counter("user.registrations", "country", "TH").count();
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}
