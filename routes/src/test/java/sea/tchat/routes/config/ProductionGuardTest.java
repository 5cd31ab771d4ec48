package sea.tchat.routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {
    private final MockEnvironment settings = new MockEnvironment()
            .withProperty("tchat.stores.postgres", "true")
            .withProperty("tchat.required-in-production", "OTP_PEPPER, TWILIO_AUTH_TOKEN");

    @Test
    void asksNothingOfDevelopment() {
        assertThat(ProductionGuard.objections(settings)).isEmpty();
    }

    @Test
    void namesEachThingThatIsMissingOrPlain() {
        settings.withProperty("tchat.environment", "production")
                .withProperty("DB_SSL_MODE", "prefer")
                .withProperty("TWILIO_BASE_URL", "http://127.0.0.1:8090/twilio");

        assertThat(ProductionGuard.objections(settings))
                .anyMatch(text -> text.contains("OTP_PEPPER"))
                .anyMatch(text -> text.contains("TWILIO_AUTH_TOKEN"))
                .anyMatch(text -> text.contains("OPS_TOKEN"))
                .anyMatch(text -> text.contains("DB_SSL_MODE"))
                .anyMatch(text -> text.contains("DB_PASSWORD"))
                .anyMatch(text -> text.contains("TWILIO_BASE_URL"));
    }

    @Test
    void letsACompleteOneStart() {
        settings.withProperty("tchat.environment", "production")
                .withProperty("OPS_TOKEN", "a")
                .withProperty("OTP_PEPPER", "b")
                .withProperty("TWILIO_AUTH_TOKEN", "c")
                .withProperty("DB_SSL_MODE", "verify-full")
                .withProperty("DB_PASSWORD", "d");

        assertThat(ProductionGuard.objections(settings)).isEmpty();
    }

    @Test
    void knowsNoThirdEnvironment() {
        settings.withProperty("tchat.environment", "prod");

        assertThat(ProductionGuard.objections(settings))
                .singleElement()
                .asString()
                .contains("prod");
    }
}
