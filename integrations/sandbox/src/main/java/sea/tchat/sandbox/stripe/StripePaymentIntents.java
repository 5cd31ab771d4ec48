package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;

/** PaymentIntents: create, confirm, capture, cancel, retrieve, list, and the customer's payment of a PromptPay code. */
public final class StripePaymentIntents {
    private static final Set<String> CANCELABLE = Set.of(
            "requires_payment_method", "requires_confirmation", "requires_action", "requires_capture", "processing");

    private final Table table;
    private final Clock clock;
    private final String accountVersion;
    private final StripeCharges charges;
    private final StripeConfirmation confirmation;
    private final StripeEvents events;

    public StripePaymentIntents(
            Tables tables,
            Clock clock,
            String accountVersion,
            StripeCharges charges,
            StripeConfirmation confirmation,
            StripeEvents events) {
        this.table = tables.table("stripe_payment_intents", 20_000);
        this.clock = clock;
        this.accountVersion = accountVersion;
        this.charges = charges;
        this.confirmation = confirmation;
        this.events = events;
    }

    public Answer create(Call call) {
        Params params = call.params();
        StripeVersion version = StripeVersion.of(call, accountVersion);
        StripeIntentParams.checkCreate(params, version);
        ObjectNode intent = fresh(params, version);
        if (!params.isTrue("confirm")) {
            keep(intent, "payment_intent.created", call);
            return Answer.ok(intent);
        }
        StripeConfirmation.Plan plan = confirmation.plan(intent, params);
        events.happened("payment_intent.created", intent, call);
        return confirm(intent, plan, call);
    }

    private ObjectNode fresh(Params params, StripeVersion version) {
        long amount = StripeWire.whole(params, "amount");
        String code = params.text("currency").orElseThrow(() -> StripeWire.needed("currency"));
        StripeCurrency currency = StripeCurrency.of(code)
                .orElseThrow(() -> StripeProtocol.invalid(400, null, "Invalid currency: " + code)
                        .param("currency"));
        if (amount < currency.least()) {
            throw StripeProtocol.invalid(
                            400, "amount_too_small", "Amount must be at least " + currency.show(currency.least()))
                    .param("amount");
        }
        if (amount > currency.most()) {
            throw StripeProtocol.invalid(
                            400, "amount_too_large", "Amount must be no more than " + currency.show(currency.most()))
                    .param("amount");
        }
        String id = Ids.stripe("pi_3");
        ObjectNode p =
                Json.object().put("id", id).put("object", "payment_intent").put("amount", amount);
        p.put("amount_capturable", 0).put("amount_received", 0);
        p.putObject("amount_details").putObject("tip");
        List<String> types = StripeIntentParams.types(params);
        if (types.isEmpty() && (version.automaticByDefault() || params.isTrue("automatic_payment_methods.enabled"))) {
            ObjectNode automatic = p.putObject("automatic_payment_methods").put("enabled", true);
            automatic.put(
                    "allow_redirects",
                    params.text("automatic_payment_methods.allow_redirects").orElse("always"));
        } else {
            p.putNull("automatic_payment_methods");
        }
        p.putNull("canceled_at").putNull("cancellation_reason");
        p.put("capture_method", params.text("capture_method").orElse("automatic"));
        p.put("client_secret", id + "_secret_" + Ids.stripe("")).put("confirmation_method", "automatic");
        p.put("created", clock.instant().getEpochSecond()).put("currency", currency.code());
        p.put("customer", params.text("customer").orElse(null))
                .put("description", params.text("description").orElse(null));
        p.putNull("last_payment_error").putNull("latest_charge").put("livemode", false);
        p.set("metadata", StripeWire.metadata(params));
        p.putNull("next_action")
                .put("payment_method", params.text("payment_method").orElse(null));
        p.putObject("payment_method_options");
        p.set(
                "payment_method_types",
                Json.MAPPER.valueToTree(
                        !types.isEmpty()
                                ? types
                                : currency == StripeCurrency.THB ? List.of("card", "promptpay") : List.of("card")));
        p.put("receipt_email", params.text("receipt_email").orElse(null)).putNull("statement_descriptor");
        p.put("status", p.path("payment_method").isNull() ? "requires_payment_method" : "requires_confirmation");
        return p;
    }

    public Answer confirm(Call call) {
        StripeIntentParams.checkConfirm(call.params(), StripeVersion.of(call, accountVersion));
        ObjectNode intent = find(call.pathParam("id"));
        if (!intent.path("status").asText().matches("requires_payment_method|requires_confirmation")) {
            throw unexpected(intent, "confirmed");
        }
        return confirm(intent, confirmation.plan(intent, call.params()), call);
    }

    private Answer confirm(ObjectNode intent, StripeConfirmation.Plan plan, Call call) {
        Answer answer = confirmation.carryOut(intent, plan, call);
        put(intent);
        return answer;
    }

    private void keep(ObjectNode intent, String event, Call call) {
        put(intent);
        events.happened(event, intent, call);
    }

    private void put(ObjectNode intent) {
        table.put(intent.path("id").asText(), intent);
    }

    private ObjectNode find(String id) {
        return table.find(id)
                .orElseThrow(() -> StripeProtocol.missing("payment_intent", id).param("intent"));
    }

    private static sea.tchat.sandbox.wire.Refusal unexpected(ObjectNode intent, String verb) {
        return StripeProtocol.invalid(
                400,
                "payment_intent_unexpected_state",
                "This PaymentIntent could not be " + verb + " because it has a status of "
                        + intent.path("status").asText() + ".");
    }

    public Answer capture(Call call) {
        StripeWire.only(
                call.params(), Set.of("amount_to_capture", "final_capture", "metadata", "statement_descriptor"));
        ObjectNode intent = find(call.pathParam("id"));
        if (!intent.path("status").asText().equals("requires_capture")) {
            throw unexpected(intent, "captured");
        }
        long most = intent.path("amount_capturable").asLong();
        long amount =
                call.params().has("amount_to_capture") ? StripeWire.whole(call.params(), "amount_to_capture") : most;
        if (amount < 1 || amount > most) {
            throw StripeProtocol.invalid(400, "amount_too_large", "The amount to capture exceeds what is capturable.")
                    .param("amount_to_capture");
        }
        intent.put("status", "succeeded").put("amount_received", amount).put("amount_capturable", 0);
        ObjectNode charge = charges.find(intent.path("latest_charge").asText());
        charges.put(charge.put("captured", true).put("amount_captured", amount));
        events.happened("charge.captured", charge, call);
        keep(intent, "payment_intent.succeeded", call);
        return Answer.ok(intent);
    }

    public Answer cancel(Call call) {
        StripeWire.only(call.params(), Set.of("cancellation_reason"));
        String reason = StripeWire.oneOf(
                call.params(), "cancellation_reason", "abandoned", "duplicate", "fraudulent", "requested_by_customer");
        ObjectNode intent = find(call.pathParam("id"));
        if (!CANCELABLE.contains(intent.path("status").asText())) {
            throw unexpected(intent, "canceled");
        }
        intent.put("status", "canceled")
                .put("canceled_at", clock.instant().getEpochSecond())
                .put("amount_capturable", 0);
        intent.put("cancellation_reason", reason).putNull("next_action");
        keep(intent, "payment_intent.canceled", call);
        return Answer.ok(intent);
    }

    public Answer retrieve(Call call) {
        ObjectNode intent = find(call.pathParam("id"));
        if (call.params().list("expand").contains("latest_charge")
                && intent.path("latest_charge").isTextual()) {
            intent.set(
                    "latest_charge", charges.find(intent.path("latest_charge").asText()));
        }
        return Answer.ok(intent);
    }

    public Answer list(Call call) {
        return StripeWire.list(call, "/v1/payment_intents", table.newestFirst());
    }

    /** All PaymentIntents, newest first. */
    public List<ObjectNode> newestFirst() {
        return table.newestFirst();
    }

    /** The customer scans and pays, or authenticates; not a call of Stripe's but of the control API. */
    public Answer customerPays(Call call) {
        ObjectNode intent = awaiting(call);
        confirmation.complete(intent);
        put(intent);
        return Answer.ok(intent);
    }

    /** The customer turns away, or the code runs out. */
    public Answer customerFails(Call call) {
        ObjectNode intent = awaiting(call);
        confirmation.fail(intent);
        put(intent);
        return Answer.ok(intent);
    }

    private ObjectNode awaiting(Call call) {
        ObjectNode intent = find(call.pathParam("id"));
        if (!intent.path("status").asText().equals("requires_action")) {
            throw unexpected(intent, "paid");
        }
        return intent;
    }
}
