package sea.tchat.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed by Stripe's own SDK. */
class StripeSignatureTest {
    private static final long NOW = 1_795_000_000L;
    private static final String SECRET = "whsec_of_a_test";
    private static final String TEXT = "{\"object\":\"event\",\"note\":\"ทดสอบ\"}";
    private static final byte[] BODY = TEXT.getBytes(StandardCharsets.UTF_8);

    private final StripeSignature signature =
            new StripeSignature(SECRET, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void acceptsWhatStripeSignedWithinFiveMinutes(long offset) throws Exception {
        assertThat(signature.isValid(BODY, sign(NOW + offset))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesWhatIsOldOrOfTheFuture(long offset) throws Exception {
        assertThat(signature.isValid(BODY, sign(NOW + offset))).isFalse();
    }

    @Test
    void acceptsAnyOfSeveralAndIgnoresTheOldScheme() throws Exception {
        String good = sign(NOW);
        assertThat(signature.isValid(BODY, good.replace(",v1=", ",v1=00,v1="))).isTrue();
        assertThat(signature.isValid(BODY, good.replace(",v1=", ",v0="))).isFalse();
    }

    @Test
    void refusesAnotherBodyTimeOrSecret() throws Exception {
        assertThat(signature.isValid((TEXT + " ").getBytes(StandardCharsets.UTF_8), sign(NOW)))
                .isFalse();
        assertThat(signature.isValid(BODY, sign(NOW).replace("t=" + NOW, "t=" + (NOW + 1))))
                .isFalse();
        assertThat(signature.isValid(BODY, Webhook.Signature.generateSignatureHeader(TEXT, "whsec_x", NOW)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "t=", "t=now,v1=00", "t=1795000000", "v1=00", "t=99999999999999999999,v1=00"})
    void refusesWhatIsNoSignature(String header) {
        assertThat(signature.isValid(BODY, header)).isFalse();
        assertThat(signature.isValid(BODY, null)).isFalse();
        assertThat(signature.isValid(null, header)).isFalse();
    }

    private static String sign(long time) throws Exception {
        return Webhook.Signature.generateSignatureHeader(TEXT, SECRET, time);
    }
}
