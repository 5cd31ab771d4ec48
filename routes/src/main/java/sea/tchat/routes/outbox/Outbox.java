package sea.tchat.routes.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.rest.RequestIds;

/**
 * Events that leave with the transaction they belong to: written beside the effect, sent to Kafka by the relay after the commit.
 * So an event is published if and only if its effect is there, at least once, in the order of the entity's changes.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final JdbcTemplate jdbc;
    private final ProducerTemplate camel;

    public Outbox(JdbcTemplate jdbc, ProducerTemplate camel) {
        this.jdbc = jdbc;
        this.camel = camel;
    }

    /**
     * Must be called inside a transaction.
     *
     * @param topic without prefix
     * @throws IllegalStateException outside a transaction, where the promise could not be kept
     */
    public void publish(String topic, Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "the outbox is written inside the transaction of the effect: " + event.type());
        }
        ObjectNode headers = Json.MAPPER.createObjectNode();
        if (RequestIds.current() != null) {
            headers.put(RequestIds.REQUEST_ID, RequestIds.current());
            headers.put(RequestIds.TRACEPARENT, RequestIds.currentTraceparent());
        }
        jdbc.update(
                "insert into outbox(topic, key, event_id, headers, payload) values (?, ?, ?, ?::jsonb, ?)"
                        + " on conflict (event_id) do nothing",
                topic,
                event.subject(),
                event.id(),
                headers.toString(),
                Json.write(event));
        if (TransactionSynchronizationManager.getResource(this) == null) {
            TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
            TransactionSynchronizationManager.registerSynchronization(new Nudge());
        }
    }

    /** Wakes the relay once a transaction, so that an event waits milliseconds and not for the timer. */
    private final class Nudge implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            try {
                camel.sendBody(OutboxRelay.NUDGE, null);
            } catch (RuntimeException e) {
                // What is committed is committed: its caller must not hear of a fault. The relay's timer finds the row.
                LOG.warn("the outbox relay was not woken: {}", e.toString());
            }
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Outbox.this);
        }
    }
}
