package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Set;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** Payment sources: what the customer will pay with when it is not a card. Known here: PromptPay. */
public final class OmiseSources {
    private static final Set<String> TYPES = Set.of("promptpay");

    private final Table table;
    private final Clock clock;

    public OmiseSources(Tables tables, Clock clock) {
        this.table = tables.table("omise_sources", 20_000);
        this.clock = clock;
    }

    public Answer create(Call call) {
        return Answer.ok(create(call.params()));
    }

    private ObjectNode create(Params params) {
        String type = params.text("type").orElseThrow(() -> Refusal.of(400, "bad_request", "type is missing"));
        if (!TYPES.contains(type)) {
            throw Refusal.of(400, "bad_request", "type is currently not supported");
        }
        OmiseMoney money = OmiseMoney.of(params, "bad_request");
        if (money.currency() != OmiseRange.THB) {
            throw Refusal.of(400, "bad_request", "currency is not supported by this source type");
        }
        String id = Ids.omise("src");
        ObjectNode source = Json.object().put("object", "source").put("id", id).put("livemode", false);
        source.put("location", "/sources/" + id).put("amount", money.amount());
        source.putNull("barcode").putNull("bank").put("created_at", OmiseWire.now(clock));
        source.put("currency", money.currency().name()).putNull("email").put("flow", "offline");
        source.putNull("installment_term")
                .putNull("ip")
                .putNull("mobile_number")
                .putNull("name");
        source.putNull("phone_number")
                .putNull("scannable_code")
                .putNull("references")
                .putNull("store_id");
        source.put("type", type).put("charge_status", "unknown");
        table.put(id, source);
        return source;
    }

    public Answer retrieve(Call call) {
        return Answer.ok(find(call.pathParam("id")));
    }

    private ObjectNode find(String id) {
        return table.find(id).orElseThrow(() -> OmiseProtocol.notFound("source", id));
    }

    /** The source of a charge, by id or written out in the charge itself, then with the charge's own amount. */
    ObjectNode ofCharge(Params charge, OmiseMoney money) {
        if (charge.at("source").isValueNode()) {
            ObjectNode source = find(charge.text("source").orElseThrow());
            if (source.path("amount").asLong() != money.amount()
                    || !source.path("currency").asText().equals(money.currency().name())) {
                throw Refusal.of(400, "invalid_charge", "amount and currency must be those of the source");
            }
            return source;
        }
        ObjectNode inline = Json.object();
        inline.setAll(charge.texts("source"));
        inline.put("amount", money.amount()).put("currency", money.currency().name());
        return create(new Params(inline));
    }
}
