package sea.tchat.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {
    /** Twilio documentation's own example: token 12345, this URL and these fields give this signature. */
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static final Map<String, List<String>> FORM = Map.of(
            "CallSid", List.of("CA1234567890ABCDE"),
            "Caller", List.of("+12349013030"),
            "Digits", List.of("1234"),
            "From", List.of("+12349013030"),
            "To", List.of("+18005551212"));
    private static final String SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

    private final TwilioSignature signature = new TwilioSignature("12345");

    @Test
    void acceptsWhatTwilioSigned() {
        assertThat(signature.isValid(URL, FORM, SIGNATURE)).isTrue();
    }

    @Test
    void refusesAnotherUrlFieldTokenOrNone() {
        assertThat(signature.isValid(URL + "&x=1", FORM, SIGNATURE)).isFalse();
        assertThat(signature.isValid(URL, Map.of("Digits", List.of("1234")), SIGNATURE))
                .isFalse();
        assertThat(new TwilioSignature("12346").isValid(URL, FORM, SIGNATURE)).isFalse();
        assertThat(signature.isValid(URL, FORM, null)).isFalse();
        assertThat(signature.isValid(URL, FORM, " ")).isFalse();
        assertThat(signature.isValid(URL, FORM, "é")).isFalse();
    }

    @Test
    void countsTheDistinctValuesOfARepeatedName() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("12345".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signed =
                Base64.getEncoder().encodeToString(mac.doFinal((URL + "MaMb").getBytes(StandardCharsets.UTF_8)));
        assertThat(signature.isValid(URL, Map.of("M", List.of("b", "a", "b")), signed))
                .isTrue();
    }
}
