package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sea.tchat.sandbox.Links;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;

/** The confirmation of a PaymentIntent: what is refused before, what a card or PromptPay makes of it. Changes the intent it is given; the caller keeps it. */
public final class StripeConfirmation {
    private final Links links;
    private final StripeCharges charges;
    private final StripeEvents events;

    public StripeConfirmation(Links links, StripeCharges charges, StripeEvents events) {
        this.links = links;
        this.charges = charges;
        this.events = events;
    }

    /** @param card null for PromptPay */
    record Plan(StripeTestCard card) {}

    /** Settles what the payment will be made with, or refuses. */
    Plan plan(ObjectNode intent, Params params) {
        boolean redirects = intent.path("automatic_payment_methods")
                .path("allow_redirects")
                .asText()
                .equals("always");
        if (redirects && !params.has("return_url")) {
            throw StripeProtocol.invalid(
                            400,
                            null,
                            "This PaymentIntent accepts payment methods that redirect: give a return_url, or set"
                                    + " automatic_payment_methods[allow_redirects] to never.")
                    .param("return_url");
        }
        if (params.has("payment_method_data")) {
            return byData(intent, params);
        }
        String method = params.text("payment_method").orElse(Json.text(intent, "payment_method"));
        if (method == null) {
            throw StripeProtocol.invalid(
                    400, null, "You cannot confirm this PaymentIntent because it's missing a payment method.");
        }
        StripeTestCard card = StripeTestCard.of(method)
                .orElseThrow(
                        () -> StripeProtocol.missing("PaymentMethod", method).param("payment_method"));
        accepts(intent, "card");
        intent.put("payment_method", Ids.stripe("pm_1"));
        return new Plan(card);
    }

    private Plan byData(ObjectNode intent, Params params) {
        String type = params.text("payment_method_data.type")
                .orElseThrow(() -> StripeWire.needed("payment_method_data[type]"));
        if (type.equals("card")) {
            throw StripeProtocol.invalid(
                    402, null, "Sending credit card numbers directly to the Stripe API is generally unsafe.");
        }
        if (!type.equals("promptpay")) {
            throw StripeProtocol.invalid(400, null, "Invalid payment_method_data[type]: " + type)
                    .param("payment_method_data[type]");
        }
        accepts(intent, type);
        if (!intent.path("currency").asText().equals("thb")) {
            throw StripeProtocol.invalid(400, null, "promptpay can only be used with thb.")
                    .param("currency");
        }
        if (intent.path("capture_method").asText().equals("manual")) {
            throw StripeProtocol.invalid(400, null, "promptpay does not support manual capture.")
                    .param("capture_method");
        }
        if (!params.has("payment_method_data.billing_details.email")) {
            throw StripeWire.needed("payment_method_data[billing_details][email]");
        }
        intent.put("payment_method", Ids.stripe("pm_1"));
        return new Plan(null);
    }

    private static void accepts(ObjectNode intent, String type) {
        List<String> types = new Params(intent).list("payment_method_types");
        if (!types.contains(type)) {
            throw StripeProtocol.invalid(
                    400,
                    "payment_intent_incompatible_payment_method",
                    "The PaymentIntent does not accept " + type + ".");
        }
    }

    Answer carryOut(ObjectNode intent, Plan plan, Call call) {
        if (plan.card() == null) {
            awaitPromptPay(intent);
            events.happened("payment_intent.requires_action", intent, call);
        } else if (plan.card().declined()) {
            return decline(intent, plan.card(), call);
        } else if (plan.card().needsAuthentication()) {
            intent.put("status", "requires_action")
                    .putObject("next_action")
                    .put("type", "redirect_to_url")
                    .putObject("redirect_to_url")
                    .put("url", links.to("/"))
                    .putNull("return_url");
            events.happened("payment_intent.requires_action", intent, call);
        } else {
            pay(intent, plan.card(), call);
        }
        return Answer.ok(intent);
    }

    private void awaitPromptPay(ObjectNode intent) {
        String picture = links.to("/qr/stripe/" + intent.path("id").asText());
        ObjectNode action = intent.put("status", "requires_action").putObject("next_action");
        ObjectNode qr = action.put("type", "promptpay_display_qr_code").putObject("promptpay_display_qr_code");
        qr.put(
                "data",
                "00020101021230000016A000000677010111" + intent.path("id").asText());
        qr.put("hosted_instructions_url", links.to("/"))
                .put("image_url_png", picture + ".png")
                .put("image_url_svg", picture + ".svg");
    }

    private Answer decline(ObjectNode intent, StripeTestCard card, Call call) {
        ObjectNode charge = charges.attempt(intent, card);
        ObjectNode error =
                Json.object().put("charge", charge.path("id").asText()).put("code", card.code());
        if (card.declineCode() != null) {
            error.put("decline_code", card.declineCode());
        }
        error.put(
                "doc_url", "https://stripe.com/docs/error-codes/" + card.code().replace('_', '-'));
        error.put("message", card.message()).put("type", "card_error");
        fail(intent, error, charge);
        events.happened("charge.failed", charge, call);
        events.happened("payment_intent.payment_failed", intent, call);
        ObjectNode body = Json.object();
        body.set("error", error.deepCopy().set("payment_intent", intent.deepCopy()));
        return Answer.of(402, body);
    }

    private static void fail(ObjectNode intent, ObjectNode error, ObjectNode charge) {
        intent.put("status", "requires_payment_method")
                .putNull("payment_method")
                .putNull("next_action");
        intent.set("last_payment_error", error);
        if (charge != null) {
            intent.put("latest_charge", charge.path("id").asText());
        }
    }

    private void pay(ObjectNode intent, StripeTestCard card, Call call) {
        ObjectNode charge = charges.attempt(intent, card);
        intent.put("latest_charge", charge.path("id").asText())
                .putNull("last_payment_error")
                .putNull("next_action");
        if (intent.path("capture_method").asText().equals("manual")) {
            intent.put("status", "requires_capture")
                    .put("amount_capturable", intent.path("amount").asLong());
            events.happened("payment_intent.amount_capturable_updated", intent, call);
        } else {
            intent.put("status", "succeeded")
                    .put("amount_received", intent.path("amount").asLong());
            events.happened("charge.succeeded", charge, call);
            events.happened("payment_intent.succeeded", intent, call);
        }
    }

    void complete(ObjectNode intent) {
        boolean promptPay = intent.path("next_action").path("type").asText().equals("promptpay_display_qr_code");
        pay(intent, promptPay ? null : StripeTestCard.VISA, null);
    }

    void fail(ObjectNode intent) {
        ObjectNode error = Json.object().put("code", "payment_intent_payment_attempt_failed");
        fail(intent, error.put("message", "The payment failed.").put("type", "invalid_request_error"), null);
        events.happened("payment_intent.payment_failed", intent, null);
    }
}
