package sea.tchat.sandbox.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rows by id in the order of their creation. Rows handed out are copies: a change counts only when it is {@link #put}. */
public final class Table {
    /** How far the search for a row to forget goes, so that a row written never costs a walk through the table. */
    private static final int SEARCH = 64;

    private final String name;
    private final Tables tables;
    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
    private int keep = Integer.MAX_VALUE;
    private Predicate<ObjectNode> forgettable = row -> true;

    Table(String name, Tables tables) {
        this.name = name;
        this.tables = tables;
    }

    record Key(String table, String id) {}

    String name() {
        return name;
    }

    void keep(int keep, Predicate<ObjectNode> forgettable) {
        this.keep = keep;
        this.forgettable = forgettable;
        while (forgetOne()) {
            // until it fits
        }
    }

    public Optional<ObjectNode> find(String id) {
        ObjectNode pending = tables.pending(new Key(name, id));
        return Optional.ofNullable(pending != null ? pending : rows.get(id)).map(ObjectNode::deepCopy);
    }

    public void put(String id, ObjectNode row) {
        tables.write(new Key(name, id), row);
    }

    public void remove(String id) {
        tables.write(new Key(name, id), null);
    }

    public int size() {
        return rows.size();
    }

    /** Committed rows, newest first. */
    public List<ObjectNode> newestFirst() {
        List<ObjectNode> list = oldestFirstRows();
        Collections.reverse(list);
        return list;
    }

    /** Committed rows, oldest first; to be read only. */
    public List<ObjectNode> oldestFirstRows() {
        return new ArrayList<>(rows.values());
    }

    Stream<Map.Entry<String, ObjectNode>> oldestFirst() {
        return rows.entrySet().stream();
    }

    void apply(String id, ObjectNode row) {
        if (row == null) {
            rows.remove(id);
        } else {
            rows.put(id, row);
            forgetOne();
        }
    }

    private boolean forgetOne() {
        if (rows.size() <= keep) {
            return false;
        }
        Iterator<ObjectNode> oldest = rows.values().iterator();
        for (int i = 0; i < SEARCH && oldest.hasNext(); i++) {
            if (forgettable.test(oldest.next())) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }
}
