package sea.tchat.notification.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The words of the SMS, from {@code sms/message.yaml}. */
@Component
public class SmsTexts {
    private static final String FALLBACK = "en";
    private final Map<String, String> message;

    SmsTexts() {
        try (InputStream in = SmsTexts.class.getResourceAsStream("/sms/message.yaml")) {
            message = new YAMLMapper().readValue(in, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("sms/message.yaml", e);
        }
    }

    /** @param locale may be null */
    public String message(String locale) {
        return message.getOrDefault(locale == null ? FALLBACK : locale, message.get(FALLBACK));
    }
}
