package sea.tchat.routes.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.RecordPosition;
import sea.tchat.routes.policy.Faults;
import sea.tchat.routes.policy.Retry;
import sea.tchat.routes.rest.RequestIds;

/** Records that failed for a reason of their own, kept with all their context until an operator replays or drops them. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final RowMapper<Map<String, Object>> SUMMARY = (row, n) -> {
        Map<String, Object> letter = new LinkedHashMap<>();
        for (String name : List.of(
                "id",
                "route_id",
                "topic",
                "partition_no",
                "record_offset",
                "key",
                "error",
                "attempts",
                "request_id",
                "trace_id",
                "state")) {
            letter.put(name, row.getObject(name));
        }
        letter.put("parked_at", row.getTimestamp("parked_at").toInstant());
        Timestamp resolved = row.getTimestamp("resolved_at");
        letter.put("resolved_at", resolved == null ? null : resolved.toInstant());
        return letter;
    };

    /** Exchange property: {@code effect} or {@code log}, how a record of this consumer is replayed. */
    public static final String REPLAY = "record.replay";

    /** What a replay needs beside the letter's columns; kept in {@code headers}. */
    record Context(String traceparent, long recordTimestamp, String replay) {}

    private final JdbcTemplate jdbc;
    private final MeterRegistry meters;

    public DeadLetters(JdbcTemplate jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** A record parked twice (the process died before the offset was committed) is one dead letter. */
    public void park(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        RecordPosition record = RecordPosition.of(exchange);
        String traceparent = RequestIds.currentTraceparent();
        String route = exchange.getFromRouteId();
        // PostgreSQL keeps no U+0000 in a text; a letter that cannot be written would hold its partition for ever.
        boolean binary = record.payload() != null && record.payload().indexOf('\0') >= 0;
        jdbc.update(
                "insert into dead_letters(id, route_id, topic, partition_no, record_offset, key, payload, error, attempts,"
                        + " request_id, trace_id, headers, payload_encoding) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)"
                        + " on conflict (route_id, topic, partition_no, record_offset) do nothing",
                Ids.next(),
                route,
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                binary ? base64(record.payload()) : record.payload(),
                describe(fault).replace("\0", ""),
                Retry.RECORD.times() + 1,
                RequestIds.current(),
                traceparent == null ? null : traceparent.substring(3, 35),
                Json.write(new Context(
                        traceparent, record.timestamp(), exchange.getProperty(REPLAY, "effect", String.class))),
                binary ? "base64" : "utf8");
        meters.counter("dead.letters.parked", "route", route).increment();
        LOG.error("{} parked a record: {}", route, describe(fault));
    }

    private static String base64(String payload) {
        return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(Throwable fault) {
        Throwable root = Faults.root(fault);
        return root instanceof Refused refused
                ? refused.getMessage()
                : root.getClass().getName() + ": " + root.getMessage();
    }

    /** Newest first. */
    public List<Map<String, Object>> list(String state, UUID before, int limit) {
        return jdbc.query(
                "select * from dead_letters where state = ? and (?::uuid is null or id < ?::uuid) order by id desc limit ?",
                SUMMARY,
                state,
                before,
                before,
                limit);
    }

    /** @throws Refused {@code NOT_FOUND} */
    public Map<String, Object> show(UUID id) {
        Map<String, Object> letter = jdbc.query("select * from dead_letters where id = ?", SUMMARY, id).stream()
                .findFirst()
                .orElseThrow(() -> new Refused("NOT_FOUND", "no dead letter " + id));
        letter.put("payload", jdbc.queryForObject("select payload from dead_letters where id = ?", String.class, id));
        return letter;
    }

    Context context(UUID id) {
        return Json.read(
                jdbc.queryForObject("select headers::text from dead_letters where id = ?", String.class, id),
                Context.class);
    }

    /** Locks a parked letter in the caller's transaction, so that two operators cannot both replay it. */
    public Map<String, Object> take(UUID id) {
        if (jdbc.queryForList("select 1 from dead_letters where id = ? and state = 'parked' for update", id)
                .isEmpty()) {
            throw new Refused("CONFLICT", "dead letter " + show(id).get("id") + " is not parked any more");
        }
        return show(id);
    }

    public void resolve(UUID id, String state) {
        jdbc.update("update dead_letters set state = ?, resolved_at = now() where id = ?", state, id);
    }
}
