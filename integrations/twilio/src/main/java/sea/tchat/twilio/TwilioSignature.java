package sea.tchat.twilio;

import com.twilio.security.RequestValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code X-Twilio-Signature} of a callback: base 64 of HMAC-SHA1, under the account's primary auth token, over the exact URL given to
 * Twilio and every form field (Twilio documentation, "Validating Signatures are from Twilio"). Compared in constant time.
 *
 * <p>It bears no time: who uses it takes each {@code MessageSid} and {@code MessageStatus} once and lets a status only move forward.
 */
public final class TwilioSignature {
    private final RequestValidator validator;

    /** @param authToken the primary one; API keys do not sign */
    public TwilioSignature(String authToken) {
        this.validator = new RequestValidator(authToken);
    }

    /**
     * @param publicUrl as Twilio was given it, with its query: behind a proxy not the one that the request shows
     * @param form every field that came, known or not, values untrimmed; a name that comes twice counts with its distinct values
     * @param signature the header, or null
     */
    public boolean isValid(String publicUrl, Map<String, List<String>> form, String signature) {
        if (signature == null || signature.isBlank()) {
            return false;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        // The signed text is name and value, one after the other: values of one name are joined by that name.
        form.forEach((name, values) -> fields.put(name, String.join(name, new TreeSet<>(values))));
        return validator.validate(publicUrl, fields, signature);
    }
}
