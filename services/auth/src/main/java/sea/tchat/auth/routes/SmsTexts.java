package sea.tchat.auth.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.domain.Otp;

/** The words of the SMS, from {@code sms/otp.yaml}. */
@Component
public final class SmsTexts {
    private static final String FALLBACK = "en";
    private final Map<String, String> texts;

    SmsTexts() {
        try (InputStream in = SmsTexts.class.getResourceAsStream("/sms/otp.yaml")) {
            texts = new YAMLMapper().readValue(in, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("sms/otp.yaml", e);
        }
    }

    public String of(Otp code, String locale) {
        return texts.getOrDefault(locale, texts.get(FALLBACK))
                .replace("{code}", code.digits())
                .replace("{minutes}", Long.toString(AuthRules.OTP_LIFETIME.toMinutes()));
    }
}
