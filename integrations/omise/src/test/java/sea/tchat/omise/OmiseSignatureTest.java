package sea.tchat.omise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OmiseSignatureTest {
    private static final byte[] KEY = "a key of some bytes \u0000\u0001".getBytes(StandardCharsets.ISO_8859_1);
    private static final String SECRET = Base64.getEncoder().encodeToString(KEY);
    private static final long NOW = 1_795_000_000L;
    private static final byte[] BODY = "{\"object\":\"event\",\"note\":\"ทดสอบ\"}".getBytes(StandardCharsets.UTF_8);

    private final OmiseSignature signature =
            new OmiseSignature(SECRET, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

    @Test
    void acceptsWhatOmiseSigned() throws Exception {
        assertThat(signature.isValid(BODY, sign(KEY, NOW), "" + NOW)).isTrue();
    }

    @Test
    void acceptsEitherOfTwoSignaturesWhileTheSecretIsRolled() throws Exception {
        String other = sign("another".getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(signature.isValid(BODY, sign(KEY, NOW) + "," + other, "" + NOW))
                .isTrue();
        assertThat(signature.isValid(BODY, other + ", " + sign(KEY, NOW), "" + NOW))
                .isTrue();
        assertThat(signature.isValid(BODY, other + "," + other, "" + NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 1, 300})
    void acceptsWithinFiveMinutes(long offset) throws Exception {
        assertThat(signature.isValid(BODY, sign(KEY, NOW + offset), "" + (NOW + offset)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -301, 301, 86_400})
    void refusesWhatIsOldOrOfTheFuture(long offset) throws Exception {
        assertThat(signature.isValid(BODY, sign(KEY, NOW + offset), "" + (NOW + offset)))
                .isFalse();
    }

    @Test
    void refusesAnotherBodyTimeOrKey() throws Exception {
        byte[] altered = new String(BODY, StandardCharsets.UTF_8)
                .replace("event", "Event")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(signature.isValid(altered, sign(KEY, NOW), "" + NOW)).isFalse();
        assertThat(signature.isValid(BODY, sign(KEY, NOW), "" + (NOW + 1))).isFalse();
        assertThat(signature.isValid(BODY, sign(SECRET.getBytes(StandardCharsets.UTF_8), NOW), "" + NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ",,,,,,,,", "é", "00"})
    void refusesWhatIsNoSignature(String header) {
        assertThat(signature.isValid(BODY, header, "" + NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1795000000.5", "99999999999999999999", " 1795000000"})
    void refusesWhatIsNoTime(String timestamp) throws Exception {
        assertThat(signature.isValid(BODY, sign(KEY, NOW), timestamp)).isFalse();
    }

    @Test
    void refusesWhatIsMissing() throws Exception {
        assertThat(signature.isValid(null, sign(KEY, NOW), "" + NOW)).isFalse();
        assertThat(signature.isValid(BODY, null, "" + NOW)).isFalse();
        assertThat(signature.isValid(BODY, sign(KEY, NOW), null)).isFalse();
    }

    private static String sign(byte[] key, long time) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(BODY));
    }
}
