package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Events: written in the step that causes them, sent to the account's webhook address, or to the charge's own when it names some. */
public final class OmiseEvents {
    private final Table table;
    private final Clock clock;
    private final Webhooks webhooks;
    private final String webhookUrl;

    /** @param webhookUrl null: events are written and not sent */
    public OmiseEvents(Tables tables, Clock clock, Webhooks webhooks, String webhookUrl) {
        this.table = tables.table("omise_events", 20_000);
        this.clock = clock;
        this.webhooks = webhooks;
        this.webhookUrl = webhookUrl;
    }

    /** @param key {@code charge.complete} and the like */
    void happened(String key, ObjectNode data) {
        happened(key, data, List.of());
    }

    void happened(String key, ObjectNode data, List<String> ownAddresses) {
        String id = Ids.omise("evnt");
        ObjectNode event = Json.object().put("object", "event").put("id", id).put("livemode", false);
        event.put("location", "/events/" + id).put("key", key).put("created_at", OmiseWire.now(clock));
        event.set("data", data.deepCopy());
        table.put(id, event);
        List<String> addresses =
                !ownAddresses.isEmpty() ? ownAddresses : webhookUrl == null ? List.of() : List.of(webhookUrl);
        for (String address : addresses) {
            webhooks.queue("omise", address, id, key, "application/json; charset=utf-8", Json.bytes(event), Map.of());
        }
    }

    public Answer retrieve(Call call) {
        String id = call.pathParam("id");
        return table.find(id).map(Answer::ok).orElseThrow(() -> OmiseProtocol.notFound("event", id));
    }

    public Answer list(Call call) {
        List<? extends JsonNode> rows = table.oldestFirstRows();
        return OmiseWire.list(call, "/events", rows);
    }
}
