package sea.tchat.auth;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import sea.tchat.auth.domain.AccessTokenIssuer;
import sea.tchat.auth.domain.Pepper;
import sea.tchat.auth.domain.SigningKeys;

/** The auth service: sign-in by phone, sessions, tokens, users. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    SigningKeys signingKeys(@Value("${tchat.tokens.signing-key}") String pem) {
        return new SigningKeys(pem);
    }

    @Bean
    Pepper pepper(@Value("${tchat.tokens.pepper}") String secret) {
        return new Pepper(secret);
    }

    /** In place of the fabric's, which would have this service ask itself for its own keys. */
    @Bean
    JWKSource<SecurityContext> publishedKeys(SigningKeys keys) {
        return new ImmutableJWKSet<>(keys.published());
    }

    @Bean
    AccessTokenIssuer accessTokenIssuer(
            SigningKeys keys,
            @Value("${tchat.identity.issuer}") String issuer,
            @Value("${tchat.identity.audience}") String audience,
            Clock clock) {
        return new AccessTokenIssuer(keys.signing(), issuer, audience, clock);
    }
}
