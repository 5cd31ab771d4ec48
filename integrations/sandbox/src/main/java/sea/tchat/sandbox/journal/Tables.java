package sea.tchat.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sea.tchat.sandbox.wire.Json;

/**
 * The sandbox's state: tables of JSON rows in memory, kept by a journal. Rows are the providers' own wire documents, which is why they are JSON and
 * not records. All access is from the one event loop; {@link #atomically} makes everything one step does (the charge, its event, the webhook to send, the log line)
 * a single journal line, so that a kill leaves all of it or nothing.
 */
public final class Tables implements Closeable {
    private static final long SMALLEST_REWRITE = 64L << 20;

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<Table.Key, ObjectNode> pending = new LinkedHashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Journal journal;
    private boolean open;
    private long rewriteAt = SMALLEST_REWRITE;

    private Tables(Path directory) throws IOException {
        journal = Journal.open(directory, this::replay);
    }

    /**
     * Opens the state kept in a directory, which is created when missing.
     *
     * @throws IOException the directory cannot be written, is used by another sandbox, or its journal is damaged; the message says which
     */
    public static Tables open(Path directory) throws IOException {
        return new Tables(directory);
    }

    /**
     * The table of that name.
     *
     * @param keep how many rows stay; beyond it the oldest rows that may be forgotten go
     * @param forgettable rows that nothing waits for any more
     */
    public Table table(String name, int keep, Predicate<ObjectNode> forgettable) {
        Table table = raw(name);
        table.keep(keep, forgettable);
        return table;
    }

    public Table table(String name, int keep) {
        return table(name, keep, row -> true);
    }

    private Table raw(String name) {
        return tables.computeIfAbsent(name, n -> new Table(n, this));
    }

    /** Runs a step; its writes become visible and durable together when it returns, and not at all when it throws. */
    public <T> T atomically(Supplier<T> step) {
        if (open) {
            return step.get();
        }
        open = true;
        try {
            T result = step.get();
            commit();
            List<Runnable> then = List.copyOf(afterCommit);
            afterCommit.clear();
            open = false;
            then.forEach(Runnable::run);
            return result;
        } finally {
            open = false;
            discard();
        }
    }

    /** Forgets the writes of the current step so far. */
    public void discard() {
        pending.clear();
        afterCommit.clear();
    }

    /** Runs something once the current step is durable: sending a webhook, arming a timer. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    ObjectNode pending(Table.Key key) {
        return pending.get(key);
    }

    void write(Table.Key key, ObjectNode row) {
        if (!open) {
            throw new IllegalStateException("write outside a step");
        }
        pending.put(key, row);
    }

    private void commit() {
        if (pending.isEmpty()) {
            return;
        }
        ArrayNode line = Json.MAPPER.createArrayNode();
        pending.forEach((key, row) -> line.add(entry(key.table(), key.id(), row)));
        journal.append(line);
        pending.forEach((key, row) -> raw(key.table()).apply(key.id(), row));
        pending.clear();
        if (journal.size() > rewriteAt) {
            compact();
        }
    }

    /** Writes the journal anew with what is still known; at start, and while running when it has grown fourfold. */
    public void compact() {
        journal.rewrite(tables.values().stream()
                .flatMap(table -> table.oldestFirst().map(row -> (JsonNode)
                        Json.MAPPER.createArrayNode().add(entry(table.name(), row.getKey(), row.getValue()))))
                .iterator());
        rewriteAt = Math.max(SMALLEST_REWRITE, 4 * journal.size());
    }

    private static ArrayNode entry(String table, String id, ObjectNode row) {
        return Json.MAPPER.createArrayNode().add(table).add(id).add(row);
    }

    private void replay(JsonNode line) {
        for (JsonNode entry : line) {
            JsonNode row = entry.get(2);
            raw(entry.get(0).asText()).apply(entry.get(1).asText(), row instanceof ObjectNode object ? object : null);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
