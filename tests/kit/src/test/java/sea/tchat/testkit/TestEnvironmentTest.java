package sea.tchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.sql.DriverManager;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sea.tchat.migrations.MigrationStep;
import sea.tchat.migrations.PostgresMigrations;

class TestEnvironmentTest {

    @ParameterizedTest
    @ValueSource(strings = {"auth", "messaging", "payment", "notification"})
    void isMigrated(String service) throws Exception {
        TestEnvironment environment = TestEnvironment.of(service);

        String user = environment.get("DB_USER");
        String password = environment.get("DB_PASSWORD");
        assertThat(PostgresMigrations.status(environment.jdbcUrl(), user, password, service))
                .extracting(MigrationStep::state)
                .containsOnly(MigrationStep.State.APPLIED);
        try (var connection = DriverManager.getConnection(environment.jdbcUrl(), user, password);
                var answer = connection.createStatement().executeQuery("show fsync")) {
            answer.next();
            assertThat(answer.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void sharesNothingWithAnother() {
        Map<String, String> one = TestEnvironment.of("gateway").settings();
        Map<String, String> other = TestEnvironment.of("gateway").settings();

        for (String name : new String[] {"SERVICE_PORT", "REDIS_DB", "KAFKA_TOPIC_PREFIX", "KAFKA_GROUP_ID"}) {
            assertThat(one.get(name)).as(name).isNotBlank().isNotEqualTo(other.get(name));
        }
    }

    @Test
    void servesTheKeyThatItsTokensAreSignedWith() throws Exception {
        TestTokens tokens = TestEnvironment.of("gateway").tokens();
        UUID user = UUID.randomUUID();
        SignedJWT token = SignedJWT.parse(tokens.of(user, Map.of("scope", "admin")));

        JWKSet keys =
                JWKSet.load(URI.create(tokens.url() + "/.well-known/jwks.json").toURL());

        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(user.toString());
        assertThat(token.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("admin");
    }
}
