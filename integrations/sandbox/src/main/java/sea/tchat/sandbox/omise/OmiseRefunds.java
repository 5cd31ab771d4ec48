package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Refusal;

/** Refunds of a charge, partial and repeated up to its amount; closed at once. Omise knows no idempotency here either. */
public final class OmiseRefunds {
    private final Table table;
    private final Clock clock;
    private final OmiseCharges charges;
    private final OmiseEvents events;

    public OmiseRefunds(Tables tables, Clock clock, OmiseCharges charges, OmiseEvents events) {
        this.table = tables.table("omise_refunds", 20_000);
        this.clock = clock;
        this.charges = charges;
        this.events = events;
    }

    public Answer create(Call call) {
        ObjectNode row = charges.row(call.pathParam("id"));
        ObjectNode charge = row.withObject("/wire");
        long amount = call.params()
                .whole("amount")
                .filter(a -> a > 0)
                .orElseThrow(() -> Refusal.of(400, "bad_request", "amount is missing or no positive integer"));
        long refunded = charge.path("refunded_amount").asLong();
        if (!charge.path("refundable").asBoolean()) {
            throw Refusal.of(400, "failed_refund", "charge cannot be refunded");
        }
        if (amount > charge.path("amount").asLong() - refunded) {
            throw Refusal.of(400, "failed_refund", "amount is more than what is left of the charge");
        }
        ObjectNode refund = refund(call, charge, amount);
        charge.put("refunded_amount", refunded + amount);
        charge.put("refundable", refunded + amount < charge.path("amount").asLong());
        ArrayNode inCharge = (ArrayNode) charge.withObject("/refunds").get("data");
        inCharge.add(refund);
        charge.withObject("/refunds").put("total", inCharge.size());
        table.put(refund.path("id").asText(), refund);
        charges.keepRefunded(row);
        events.happened("refund.create", refund);
        return Answer.ok(refund);
    }

    private ObjectNode refund(Call call, ObjectNode charge, long amount) {
        String id = Ids.omise("rfnd");
        String chargeId = charge.path("id").asText();
        ObjectNode refund = Json.object().put("object", "refund").put("id", id).put("livemode", false);
        refund.put("location", "/charges/" + chargeId + "/refunds/" + id).put("transaction", Ids.omise("trxn"));
        refund.put("amount", amount).put("currency", charge.path("currency").asText());
        refund.put("funding_amount", amount).put("funding_currency", "THB").put("charge", chargeId);
        refund.put("status", "closed").put("voided", call.params().isTrue("void"));
        refund.set("metadata", OmiseWire.metadata(call.params()));
        return refund.put("created_at", OmiseWire.now(clock));
    }

    public Answer retrieve(Call call) {
        String id = call.pathParam("refund");
        return table.find(id)
                .filter(refund -> refund.path("charge").asText().equals(call.pathParam("id")))
                .map(Answer::ok)
                .orElseThrow(() -> OmiseProtocol.notFound("refund", id));
    }

    public Answer listOfCharge(Call call) {
        String id = call.pathParam("id");
        List<ObjectNode> rows = new ArrayList<>(table.oldestFirstRows());
        rows.removeIf(refund -> !refund.path("charge").asText().equals(id));
        return OmiseWire.list(
                call,
                charges.row(id).path("wire").path("refunds").path("location").asText(),
                rows);
    }

    public Answer list(Call call) {
        return OmiseWire.list(call, "/refunds", table.oldestFirstRows());
    }
}
