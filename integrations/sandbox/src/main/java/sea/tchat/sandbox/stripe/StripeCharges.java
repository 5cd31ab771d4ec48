package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;

/** Charges: each attempt of a PaymentIntent makes one. */
public final class StripeCharges {
    private final Table table;
    private final Clock clock;

    public StripeCharges(Tables tables, Clock clock) {
        this.table = tables.table("stripe_charges", 20_000);
        this.clock = clock;
    }

    /** @param card what became of it, null for PromptPay */
    ObjectNode attempt(ObjectNode intent, StripeTestCard card) {
        boolean manual = intent.path("capture_method").asText().equals("manual");
        boolean failed = card != null && card.declined();
        String id = Ids.stripe("ch_3");
        long amount = intent.path("amount").asLong();
        ObjectNode c = Json.object().put("id", id).put("object", "charge").put("amount", amount);
        c.put("amount_captured", failed || manual ? 0 : amount).put("amount_refunded", 0);
        c.putNull("balance_transaction").putObject("billing_details");
        c.put("captured", !failed && !manual).put("created", clock.instant().getEpochSecond());
        c.put("currency", intent.path("currency").asText()).putNull("customer").put("disputed", false);
        c.put("failure_code", failed ? card.code() : null).put("failure_message", failed ? card.message() : null);
        c.put("livemode", false).set("metadata", intent.path("metadata"));
        ObjectNode outcome =
                c.putObject("outcome").put("network_status", failed ? "declined_by_network" : "approved_by_network");
        outcome.put("reason", failed ? card.declineCode() : null)
                .put("type", failed ? "issuer_declined" : "authorized");
        c.put("paid", !failed).put("payment_intent", intent.path("id").asText());
        c.put("payment_method", Json.text(intent, "payment_method"));
        c.putObject("payment_method_details").put("type", card == null ? "promptpay" : "card");
        c.put("refunded", false).put("status", failed ? "failed" : "succeeded");
        put(c);
        return c;
    }

    void put(ObjectNode charge) {
        table.put(charge.path("id").asText(), charge);
    }

    ObjectNode find(String id) {
        return table.find(id).orElseThrow(() -> StripeProtocol.missing("charge", id));
    }

    public Answer retrieve(Call call) {
        return Answer.ok(find(call.pathParam("id")));
    }
}
