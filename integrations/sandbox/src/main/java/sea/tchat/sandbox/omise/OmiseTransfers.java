package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/**
 * Transfers to bank accounts: created, then sent, then paid, or failed. Steps come by {@code mark_as_sent}, {@code mark_as_paid}, or by themselves
 * after a pause. The account's balance is not kept: there is always enough.
 */
public final class OmiseTransfers {
    private static final long LEAST = 3_000; // 30 THB

    private final Table table;
    private final Clock clock;
    private final OmiseRecipients recipients;
    private final OmiseEvents events;
    private final Duration step;

    /** @param step pause before each step that a transfer takes by itself */
    public OmiseTransfers(Tables tables, Clock clock, OmiseRecipients recipients, OmiseEvents events, Duration step) {
        this.table = tables.table("omise_transfers", 20_000, row -> !isUnderWay(row));
        this.clock = clock;
        this.recipients = recipients;
        this.events = events;
        this.step = step;
    }

    private static boolean isUnderWay(ObjectNode transfer) {
        return !transfer.path("paid").asBoolean()
                && transfer.path("failure_code").isNull();
    }

    public Answer create(Call call) {
        Params params = call.params();
        long amount = params.whole("amount")
                .filter(a -> a >= LEAST)
                .orElseThrow(() -> Refusal.of(400, "invalid_amount", "amount must be an integer of at least " + LEAST));
        ObjectNode recipient = params.has("recipient")
                ? recipients.find(params.text("recipient").orElse(""))
                : null;
        String id = Ids.omise("trsf");
        ObjectNode t = Json.object().put("object", "transfer").put("id", id).put("livemode", false);
        t.put("location", "/transfers/" + id)
                .put("deleted", false)
                .put("amount", amount)
                .put("currency", "THB");
        t.set("bank_account", recipient == null ? ownBank() : recipient.path("bank_account"));
        t.put("fail_fast", params.isTrue("fail_fast")).putNull("failure_code").putNull("failure_message");
        t.put("fee", 3_000 / 100).put("fee_vat", 2).put("total_fee", 32).put("net", amount - 32);
        t.set("metadata", OmiseWire.metadata(params));
        t.put("paid", false)
                .putNull("paid_at")
                .put("sent", false)
                .putNull("sent_at")
                .put("sendable", true);
        t.put("recipient", recipient == null ? null : recipient.path("id").asText())
                .putNull("schedule");
        t.putArray("transactions");
        t.put("created_at", OmiseWire.now(clock));
        table.put(id, t);
        events.happened("transfer.create", t);
        return Answer.ok(t);
    }

    private ObjectNode ownBank() {
        ObjectNode bank =
                Json.object().put("object", "bank_account").put("brand", "test").put("last_digits", "0000");
        return bank.put("name", "Default account").put("created_at", OmiseWire.now(clock));
    }

    public Answer retrieve(Call call) {
        return Answer.ok(find(call));
    }

    public Answer list(Call call) {
        return OmiseWire.list(call, "/transfers", table.oldestFirstRows());
    }

    private ObjectNode find(Call call) {
        String id = call.pathParam("id");
        return table.find(id).orElseThrow(() -> OmiseProtocol.notFound("transfer", id));
    }

    public Answer markAsSent(Call call) {
        ObjectNode transfer = underWay(call);
        send(transfer);
        return Answer.ok(transfer);
    }

    public Answer markAsPaid(Call call) {
        ObjectNode transfer = underWay(call);
        pay(transfer);
        return Answer.ok(transfer);
    }

    /** What a bank's refusal looks like; asked for through the control API. */
    public Answer fail(Call call) {
        ObjectNode transfer = underWay(call);
        String code = call.params().text("failure_code").orElse("transfer_send_failure");
        transfer.put("failure_code", code).put("failure_message", "the transfer was refused by the bank");
        keep(transfer, "transfer.fail");
        return Answer.ok(transfer);
    }

    private ObjectNode underWay(Call call) {
        ObjectNode transfer = find(call);
        if (!isUnderWay(transfer)) {
            throw Refusal.of(400, "bad_request", "transfer has reached its end");
        }
        return transfer;
    }

    private void send(ObjectNode transfer) {
        transfer.put("sent", true).put("sent_at", OmiseWire.now(clock)).put("sendable", false);
        keep(transfer, "transfer.send");
    }

    private void pay(ObjectNode transfer) {
        transfer.put("sent", true).put("sendable", false).put("paid", true).put("paid_at", OmiseWire.now(clock));
        keep(transfer, "transfer.pay");
    }

    private void keep(ObjectNode transfer, String event) {
        table.put(transfer.path("id").asText(), transfer);
        events.happened(event, transfer);
    }

    /** Takes transfers that have waited long enough one step further; called now and then. */
    public void advance() {
        Instant due = clock.instant().minus(step);
        table.oldestFirstRows().stream()
                .filter(OmiseTransfers::isUnderWay)
                .map(ObjectNode::deepCopy)
                .forEach(t -> {
                    boolean sent = t.path("sent").asBoolean();
                    Instant since = Instant.parse(
                            t.path(sent ? "sent_at" : "created_at").asText());
                    if (since.isBefore(due) && sent) {
                        pay(t);
                    } else if (since.isBefore(due)) {
                        send(t);
                    }
                });
    }
}
