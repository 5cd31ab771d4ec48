package sea.tchat.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Refusal;

/**
 * Delivers webhooks until the receiver answers 2xx. A delivery is a row written in the same step as the change it reports, so it outlives the sandbox; it may then be
 * sent twice (killed between the answer and the row), with the same event id, as real providers do. Every attempt is signed afresh.
 */
public final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int KEEP = 10_000;
    private static final int ATTEMPTS_SHOWN = 20;

    private final Vertx vertx;
    private final Tables tables;
    private final Table table;
    private final Clock clock;
    private final Duration firstPause;
    private final Post post;
    private final Map<String, Sender> senders = new HashMap<>();
    private volatile boolean stopped;

    public Webhooks(Vertx vertx, Tables tables, Clock clock, Duration firstPause) {
        this.vertx = vertx;
        this.tables = tables;
        this.clock = clock;
        this.firstPause = firstPause;
        this.post = new Post(vertx);
        this.table = tables.table("deliveries", KEEP, row -> !isPending(row));
    }

    public void register(Sender sender) {
        senders.put(sender.provider(), sender);
    }

    /** Takes up what an earlier run of the sandbox had not brought to its end. */
    public void resume() {
        table.oldestFirstRows().stream().filter(Webhooks::isPending).forEach(row -> {
            Instant next = Instant.parse(row.path("next_at").asText());
            later(row.path("id").asText(), Duration.between(clock.instant(), next));
        });
    }

    /** Sends nothing more; what is pending goes on at the next start. */
    public void stop() {
        stopped = true;
    }

    /**
     * Queues a delivery in the current step.
     *
     * @param event the provider's id for what is told; a redelivery is asked for by it
     * @param what its kind, for people: {@code charge.complete}
     */
    public void queue(
            String provider,
            String url,
            String event,
            String what,
            String contentType,
            byte[] body,
            Map<String, String> headers) {
        String id = Ids.stripe("dlv_");
        ObjectNode row = Json.object();
        row.put("id", id).put("provider", provider).put("event", event).put("what", what);
        row.put("url", url).put("content_type", contentType).put("body", new String(body, StandardCharsets.UTF_8));
        row.set("headers", Json.MAPPER.valueToTree(headers));
        row.put("state", "pending")
                .put("tries", 0)
                .put("created_at", clock.instant().toString());
        row.put("next_at", clock.instant().toString());
        row.putArray("attempts");
        table.put(id, row);
        tables.afterCommit(() -> attempt(id));
    }

    private static boolean isPending(ObjectNode row) {
        return row.path("state").asText().equals("pending");
    }

    private void later(String id, Duration pause) {
        vertx.setTimer(Math.max(1, pause.toMillis()), timer -> attempt(id));
    }

    private void attempt(String id) {
        if (stopped) {
            return;
        }
        table.find(id).filter(Webhooks::isPending).ifPresent(row -> {
            Delivery delivery = Delivery.of(row);
            post.send(delivery.signed(
                            senders.get(delivery.provider()), clock.instant().getEpochSecond(), null))
                    .onComplete(result -> settle(id, result.succeeded() ? result.result() : 0));
        });
    }

    private void settle(String id, int status) {
        if (stopped) {
            return; // an answer lost in the stop is an attempt repeated
        }
        tables.atomically(() -> {
            table.find(id).ifPresent(row -> {
                Sender sender = senders.get(row.path("provider").asText());
                int tries = row.path("tries").asInt() + 1;
                note(row, status, null);
                row.put("tries", tries);
                if (status / 100 == 2) {
                    row.put("state", "delivered").putNull("next_at");
                    sayRecovered(row, tries);
                } else if (tries >= sender.attempts()) {
                    row.put("state", "abandoned").putNull("next_at");
                    LOG.warn("{} webhook {} abandoned after {} tries", sender.provider(), id, tries);
                } else {
                    Duration pause = pauseAfter(tries);
                    row.put("next_at", clock.instant().plus(pause).toString());
                    tables.afterCommit(() -> later(id, pause));
                    sayFirstFailure(row, tries, status);
                }
                table.put(id, row);
            });
            return null;
        });
    }

    private Duration pauseAfter(int tries) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(tries - 1, 16));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void note(ObjectNode row, int status, String corrupt) {
        var attempts = row.withArray("attempts");
        ObjectNode attempt = attempts.addObject().put("at", clock.instant().toString());
        attempt.put("status", status); // 0: nobody answered
        if (corrupt != null) {
            attempt.put("corrupt", corrupt);
        }
        while (attempts.size() > ATTEMPTS_SHOWN) {
            attempts.remove(0);
        }
    }

    private static void sayFirstFailure(ObjectNode row, int tries, int status) {
        if (tries == 1) {
            String answer = status == 0 ? "no answer" : "status " + status;
            LOG.info(
                    "{} webhook {}: {}, will be tried again",
                    row.path("provider").asText(),
                    row.path("what").asText(),
                    answer);
        }
    }

    private static void sayRecovered(ObjectNode row, int tries) {
        if (tries > 1) {
            LOG.info(
                    "{} webhook {}: delivered at try {}",
                    row.path("provider").asText(),
                    row.path("what").asText(),
                    tries);
        }
    }

    /** Deliveries, newest first, without their bodies. */
    public List<ObjectNode> list(String provider, int limit) {
        return table.newestFirst().stream()
                .filter(row -> provider == null || row.path("provider").asText().equals(provider))
                .limit(limit)
                .map(row -> row.deepCopy().without(List.of("body", "headers")))
                .map(ObjectNode.class::cast)
                .toList();
    }

    /**
     * Sends a delivery again, all copies at once, whatever became of it before.
     *
     * @param id of the delivery or of its event; null for the provider's newest
     * @param corrupt how to spoil it, or null
     * @param offset seconds added to the signature's time
     * @return the statuses answered, 0 where nobody did
     */
    public Future<List<Integer>> redeliver(String provider, String id, int times, Corruption corrupt, long offset) {
        ObjectNode row =
                find(provider, id).orElseThrow(() -> Refusal.of(404, "not_found", "no such delivery of " + provider));
        Sender sender = senders.get(provider);
        long at = clock.instant().getEpochSecond() + offset;
        List<Future<Integer>> sent = IntStream.range(0, times)
                .mapToObj(i ->
                        post.send(Delivery.of(row).signed(sender, at, corrupt)).otherwise(0))
                .toList();
        return Future.all(sent).map(all -> {
            List<Integer> statuses = sent.stream().map(Future::result).toList();
            tables.atomically(() -> {
                table.find(row.path("id").asText()).ifPresent(now -> {
                    statuses.forEach(s ->
                            note(now, s, corrupt == null ? "no" : corrupt.name().toLowerCase(java.util.Locale.ROOT)));
                    table.put(now.path("id").asText(), now);
                });
                return null;
            });
            return statuses;
        });
    }

    private Optional<ObjectNode> find(String provider, String id) {
        return table.newestFirst().stream()
                .filter(row -> row.path("provider").asText().equals(provider))
                .filter(row -> id == null
                        || row.path("id").asText().equals(id)
                        || row.path("event").asText().equals(id))
                .findFirst();
    }
}
