package sea.tchat.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Params;

/** The orders to misbehave that are still to be carried out, oldest first. They survive a restart. */
public final class Faults {
    private final Tables tables;
    private final Table table;

    public Faults(Tables tables) {
        this.tables = tables;
        this.table = tables.table("faults", 1_000);
    }

    /** @throws sea.tchat.sandbox.wire.Refusal when the order makes no sense */
    public ObjectNode order(Params params) {
        Fault fault = Fault.order(Ids.stripe("fault_"), params);
        table.put(fault.id(), fault.json());
        return fault.json();
    }

    public List<ObjectNode> list() {
        return table.oldestFirstRows();
    }

    public void clear() {
        list().forEach(row -> table.remove(row.path("id").asText()));
    }

    /** The first fault that hits the call, counted down by one. */
    public Optional<Fault> take(String provider, Call call) {
        if (table.size() == 0) {
            return Optional.empty();
        }
        Optional<Fault> hit = list().stream()
                .map(Fault::read)
                .filter(f -> f.hits(provider, call))
                .findFirst();
        hit.map(Fault::once)
                .ifPresent(rest -> tables.atomically(() -> {
                    if (rest.times() == 0) {
                        table.remove(rest.id());
                    } else {
                        table.put(rest.id(), rest.json());
                    }
                    return null;
                }));
        return hit;
    }
}
