package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** Bank accounts that transfers go to. Verified and active at once, where Omise takes up to two working days. */
public final class OmiseRecipients {
    private final Table table;
    private final Clock clock;

    public OmiseRecipients(Tables tables, Clock clock) {
        this.table = tables.table("omise_recipients", 20_000);
        this.clock = clock;
    }

    public Answer create(Call call) {
        Params params = call.params();
        for (String name : new String[] {"name", "type", "bank_account.number", "bank_account.name"}) {
            if (!params.has(name)) {
                throw Refusal.of(
                        400, "invalid_recipient", name.replace("bank_account.", "bank account ") + " can't be blank");
            }
        }
        if (!params.text("type").orElse("").matches("individual|corporation")) {
            throw Refusal.of(400, "invalid_recipient", "type must be individual or corporation");
        }
        String id = Ids.omise("recp");
        ObjectNode recipient =
                Json.object().put("object", "recipient").put("id", id).put("livemode", false);
        recipient.put("location", "/recipients/" + id).put("deleted", false);
        ObjectNode bank = recipient.putObject("bank_account").put("object", "bank_account");
        String number = params.text("bank_account.number").orElseThrow();
        bank.put("last_digits", number.substring(Math.max(0, number.length() - 4)));
        bank.put("name", params.text("bank_account.name").orElseThrow());
        bank.put("brand", params.text("bank_account.brand").orElse("test")).put("created_at", OmiseWire.now(clock));
        recipient
                .put("description", params.text("description").orElse(null))
                .put("email", params.text("email").orElse(null));
        recipient.set("metadata", OmiseWire.metadata(params));
        recipient
                .put("name", params.text("name").orElseThrow())
                .putNull("tax_id")
                .put("type", params.text("type").orElseThrow());
        recipient.put("verified", true).put("active", true).put("verified_at", OmiseWire.now(clock));
        recipient.put("activated_at", OmiseWire.now(clock)).putNull("failure_code");
        recipient.put("created_at", OmiseWire.now(clock));
        table.put(id, recipient);
        return Answer.ok(recipient);
    }

    public Answer retrieve(Call call) {
        return Answer.ok(find(call.pathParam("id")));
    }

    public Answer list(Call call) {
        return OmiseWire.list(call, "/recipients", table.oldestFirstRows());
    }

    ObjectNode find(String id) {
        return table.find(id).orElseThrow(() -> OmiseProtocol.notFound("recipient", id));
    }
}
