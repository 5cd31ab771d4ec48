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

/** Refunds: of a card at once; of PromptPay after the customer has named an account, which the control API stands for. */
public final class StripeRefunds {
    private final Table table;
    private final Table intents;
    private final Clock clock;
    private final StripeCharges charges;
    private final StripeEvents events;

    public StripeRefunds(Tables tables, Clock clock, StripeCharges charges, StripeEvents events) {
        this.table = tables.table("stripe_refunds", 20_000);
        this.intents = tables.table("stripe_payment_intents", 20_000);
        this.clock = clock;
        this.charges = charges;
        this.events = events;
    }

    public Answer create(Call call) {
        Params params = call.params();
        StripeWire.only(
                params, Set.of("payment_intent", "charge", "amount", "reason", "metadata", "instructions_email"));
        String reason = StripeWire.oneOf(params, "reason", "duplicate", "fraudulent", "requested_by_customer");
        ObjectNode charge = charge(params);
        long left = charge.path("amount_captured").asLong()
                - charge.path("amount_refunded").asLong();
        if (left == 0) {
            throw StripeProtocol.invalid(
                    400,
                    charge.path("refunded").asBoolean() ? "charge_already_refunded" : null,
                    "There is nothing to refund.");
        }
        long amount = params.has("amount") ? StripeWire.whole(params, "amount") : left;
        if (amount < 1 || amount > left) {
            throw StripeProtocol.invalid(400, null, "Refund amount is greater than unrefunded amount on charge.")
                    .param("amount");
        }
        boolean promptPay =
                charge.path("payment_method_details").path("type").asText().equals("promptpay");
        ObjectNode refund = refund(params, charge, amount, reason, promptPay ? "requires_action" : "succeeded");
        charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount)
                .put("refunded", amount == left);
        charges.put(charge);
        table.put(refund.path("id").asText(), refund);
        events.happened("refund.created", refund, call);
        events.happened("charge.refunded", charge, call);
        return Answer.ok(refund);
    }

    private ObjectNode charge(Params params) {
        if (params.has("charge")) {
            return charges.find(params.text("charge").orElse(""));
        }
        String id = params.text("payment_intent").orElseThrow(() -> StripeWire.needed("payment_intent"));
        ObjectNode intent = intents.find(id).orElseThrow(() -> StripeProtocol.missing("payment_intent", id));
        if (!intent.path("status").asText().equals("succeeded")) {
            throw StripeProtocol.invalid(400, null, "This PaymentIntent does not have a successful charge to refund.")
                    .param("payment_intent");
        }
        return charges.find(intent.path("latest_charge").asText());
    }

    private ObjectNode refund(Params params, ObjectNode charge, long amount, String reason, String status) {
        ObjectNode r = Json.object()
                .put("id", Ids.stripe("re_3"))
                .put("object", "refund")
                .put("amount", amount);
        r.putNull("balance_transaction").put("charge", charge.path("id").asText());
        r.put("created", clock.instant().getEpochSecond())
                .put("currency", charge.path("currency").asText());
        r.put("instructions_email", params.text("instructions_email").orElse(null));
        r.set("metadata", StripeWire.metadata(params));
        r.put("payment_intent", Json.text(charge, "payment_intent")).put("reason", reason);
        return r.putNull("receipt_number").put("status", status);
    }

    public Answer retrieve(Call call) {
        return Answer.ok(find(call));
    }

    private ObjectNode find(Call call) {
        String id = call.pathParam("id");
        return table.find(id).orElseThrow(() -> StripeProtocol.missing("refund", id));
    }

    public Answer list(Call call) {
        List<ObjectNode> rows = table.newestFirst();
        for (String by : List.of("payment_intent", "charge")) {
            call.params()
                    .text(by)
                    .ifPresent(id -> rows.removeIf(r -> !r.path(by).asText().equals(id)));
        }
        return StripeWire.list(call, "/v1/refunds", rows);
    }

    /** A refund that waited for the customer arrives. */
    public Answer succeed(Call call) {
        ObjectNode refund = waiting(call).put("status", "succeeded");
        table.put(refund.path("id").asText(), refund);
        events.happened("refund.updated", refund, null);
        return Answer.ok(refund);
    }

    /** A refund that waited for the customer fails; the money is the charge's again. */
    public Answer fail(Call call) {
        ObjectNode refund = waiting(call).put("status", "failed").put("failure_reason", "expired_or_canceled_card");
        ObjectNode charge = charges.find(refund.path("charge").asText());
        charge.put(
                "amount_refunded",
                charge.path("amount_refunded").asLong() - refund.path("amount").asLong());
        charges.put(charge.put("refunded", false));
        table.put(refund.path("id").asText(), refund);
        events.happened("refund.failed", refund, null);
        return Answer.ok(refund);
    }

    private ObjectNode waiting(Call call) {
        ObjectNode refund = find(call);
        if (!refund.path("status").asText().matches("requires_action|pending")) {
            throw StripeProtocol.invalid(400, null, "This refund has reached its end.");
        }
        return refund;
    }
}
