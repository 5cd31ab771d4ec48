package sea.tchat.omise;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.Header;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.ProviderNotice;
import sea.tchat.routes.domain.Refused;

/** From the raw bytes of a webhook to a {@link ProviderNotice}, or to a refusal. */
public final class OmiseWebhook {
    private OmiseSignature signature;

    /** @throws IllegalArgumentException it is not base 64: the route does not start */
    public void setSecret(String secret) {
        signature = new OmiseSignature(secret, Clock.systemUTC());
    }

    /**
     * @throws Refused {@code SIGNATURE_INVALID}: not signed by Omise, altered, or from another time; {@code MALFORMED_JSON} and
     *     {@code VALIDATION_FAILED}: signed, and yet no event
     */
    public ProviderNotice notice(
            @Body byte[] body,
            @Header("Omise-Signature") String signatures,
            @Header("Omise-Signature-Timestamp") String timestamp) {
        if (!signature.isValid(body, signatures, timestamp)) {
            throw new Refused("SIGNATURE_INVALID");
        }
        JsonNode event = parse(body);
        String id = OmiseAnswer.text(event, "/id");
        String kind = OmiseAnswer.text(event, "/key");
        String reference = OmiseAnswer.text(event, "/data/id");
        if (!event.path("object").asText().equals("event") || id == null || kind == null || reference == null) {
            throw new Refused("VALIDATION_FAILED", "an event has object, id, key and data.id");
        }
        return new ProviderNotice(id, kind, reference);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new Refused("MALFORMED_JSON");
        }
    }
}
