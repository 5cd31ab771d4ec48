package sea.tchat.auth.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sea.tchat.auth.domain.Otp;

class SmsTextsTest {
    /** Of GSM-7 what our texts could use; a letter outside makes a segment 70 characters long. */
    private static final String GSM_7 = "[A-Za-z0-9 .,:;!?'\"()/+\\-\\n]*";

    @ParameterizedTest
    @CsvSource({"en, true", "th, false", "id, true", "ms, true", "fil, true", "vi, false"})
    void fitsInOneSegmentWithTheCodeFirst(String locale, boolean gsm) {
        String text = new SmsTexts().of(new Otp("123456"), locale);

        assertThat(text).startsWith("Tchat: 123456 ").doesNotContain("{").contains("5");
        assertThat(text.matches(GSM_7)).isEqualTo(gsm);
        assertThat(text.length()).isLessThanOrEqualTo(gsm ? 160 : 70);
    }
}
