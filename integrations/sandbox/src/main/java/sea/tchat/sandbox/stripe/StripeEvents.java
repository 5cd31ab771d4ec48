package sea.tchat.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.webhooks.Webhooks;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;

/** Events: written in the step that causes them and sent to the account's webhook endpoint in the account's API version. */
public final class StripeEvents {
    private final Table table;
    private final Clock clock;
    private final Webhooks webhooks;
    private final String webhookUrl;
    private final String apiVersion;

    /** @param webhookUrl null: events are written and not sent */
    public StripeEvents(Tables tables, Clock clock, Webhooks webhooks, String webhookUrl, String apiVersion) {
        this.table = tables.table("stripe_events", 20_000);
        this.clock = clock;
        this.webhooks = webhooks;
        this.webhookUrl = webhookUrl;
        this.apiVersion = apiVersion;
    }

    /**
     * @param type {@code payment_intent.succeeded} and the like
     * @param cause the request behind it, null when the customer or time is
     */
    void happened(String type, ObjectNode object, Call cause) {
        String id = Ids.stripe("evt_");
        ObjectNode event = Json.object().put("id", id).put("object", "event").put("api_version", apiVersion);
        event.put("created", clock.instant().getEpochSecond());
        event.putObject("data").set("object", object.deepCopy());
        event.put("livemode", false).put("pending_webhooks", webhookUrl == null ? 0 : 1);
        ObjectNode request = event.putObject("request").putNull("id");
        request.put(
                "idempotency_key",
                cause == null ? null : cause.header("idempotency-key").orElse(null));
        event.put("type", type);
        table.put(id, event);
        if (webhookUrl != null) {
            webhooks.queue(
                    "stripe", webhookUrl, id, type, "application/json; charset=utf-8", Json.bytes(event), Map.of());
        }
    }

    public Answer retrieve(Call call) {
        String id = call.pathParam("id");
        return table.find(id).map(Answer::ok).orElseThrow(() -> StripeProtocol.missing("event", id));
    }

    public Answer list(Call call) {
        List<ObjectNode> rows = table.newestFirst();
        call.params()
                .text("type")
                .ifPresent(type -> rows.removeIf(e -> !e.path("type").asText().equals(type)));
        return StripeWire.list(call, "/v1/events", rows);
    }
}
