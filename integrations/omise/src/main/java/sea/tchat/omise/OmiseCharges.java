package sea.tchat.omise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import sea.tchat.routes.domain.Charge;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.domain.ProviderCharge;

/** The two ends of {@code POST /charges}: our {@link Charge} into its body, its answer into our words. */
public final class OmiseCharges {
    /** Under which our transaction id goes along; a charge is found again by it. */
    static final String TRANSACTION = "transaction_id";

    /**
     * The body of a request, as JSON.
     *
     * @throws OmiseNotChargeable Omise could only refuse it
     */
    public String request(@Body Charge charge) {
        OmiseMethod method = OmiseMethod.of(charge);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("amount", OmiseAmounts.toOmise(charge.amount()));
        body.put("currency", charge.amount().currency());
        method.write(charge, body);
        if (charge.returnUrl() != null) {
            body.put("return_uri", charge.returnUrl());
        }
        body.putObject("metadata").put(TRANSACTION, charge.transactionId().toString());
        return body.toString();
    }

    /**
     * What became of it. A declined card is a 200 with {@code status: failed}, so the status of the charge decides.
     *
     * @throws OmiseFault any other answer than a charge
     */
    public Outcome outcome(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body String answer) {
        JsonNode charge = OmiseAnswer.read("charge", status, answer);
        String id = reference(charge, status);
        return switch (state(charge)) {
            case "completed" -> new Outcome.Done(id);
            case "failed" -> new Outcome.Rejected(id, reason(charge, "failed"), false);
            case "expired" -> new Outcome.Rejected(id, reason(charge, "payment_expired"), false);
            default -> new Outcome.Done(id, "pending", nextAction(charge));
        };
    }

    /** A charge as a look-up tells it. */
    static ProviderCharge found(JsonNode charge) {
        String state = state(charge);
        return new ProviderCharge(
                reference(charge, 200),
                OmiseAnswer.text(charge, "/metadata/" + TRANSACTION),
                state,
                OmiseAmounts.fromOmise(
                        charge.path("amount").asLong(), charge.path("currency").asText()),
                state.equals("failed") || state.equals("expired") ? reason(charge, state) : null,
                state.equals("pending") ? nextAction(charge) : Map.of());
    }

    private static String reference(JsonNode charge, int status) {
        String id = OmiseAnswer.text(charge, "/id");
        if (id == null) {
            throw new OmiseFault(status, "unexpected_object");
        }
        return id;
    }

    /** A status that is not known here is one that time will tell: pending. */
    private static String state(JsonNode charge) {
        return switch (charge.path("status").asText()) {
            case "successful" -> "completed";
            case "failed", "reversed" -> "failed";
            case "expired" -> "expired";
            default -> "pending";
        };
    }

    private static String reason(JsonNode charge, String otherwise) {
        String code = OmiseAnswer.text(charge, "/failure_code");
        if (code != null) {
            return code;
        }
        return charge.path("status").asText().equals("reversed") ? "reversed" : otherwise;
    }

    private static Map<String, Object> nextAction(JsonNode charge) {
        String picture = OmiseAnswer.text(charge, "/source/scannable_code/image/download_uri");
        String page = OmiseAnswer.text(charge, "/authorize_uri");
        Map<String, Object> action = new LinkedHashMap<>();
        if (picture != null) {
            action.put("type", "display_qr");
            action.put("qr_image_url", picture);
            action.put("expires_at", OmiseAnswer.text(charge, "/expires_at"));
        } else if (page != null) {
            action.put("type", "redirect");
            action.put("url", page);
        }
        return action;
    }
}
