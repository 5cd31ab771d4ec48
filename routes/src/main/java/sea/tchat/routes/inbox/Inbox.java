package sea.tchat.routes.inbox;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The events one consumer has taken: the repository of Camel's idempotent consumer, as a row in the transaction of the effect.
 * An event whose effect was rolled back has no row and is taken again.
 *
 * <pre>{@code
 * from("direct:fan-out").routeConfigurationId("step")
 *     .policy("transaction")
 *         .idempotentConsumer(header("event_id"), inbox.of("fan-out")).removeOnFailure(false) …
 * }</pre>
 *
 * <p>{@code removeOnFailure(false)} because the roll-back removes the row; a DELETE in a transaction that has failed would only fail
 * too.
 */
public final class Inbox {
    private final JdbcTemplate jdbc;

    public Inbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public IdempotentRepository of(String consumer) {
        return new Rows(consumer);
    }

    private final class Rows extends ServiceSupport implements IdempotentRepository {
        private final String consumer;

        Rows(String consumer) {
            this.consumer = consumer;
        }

        /** Two that take the same event at once: the second waits for the first's transaction, then sees its row. */
        @Override
        public boolean add(String eventId) {
            return jdbc.update(
                            "insert into inbox(consumer, event_id) values (?, ?) on conflict do nothing",
                            consumer,
                            eventId)
                    == 1;
        }

        @Override
        public boolean contains(String eventId) {
            return Boolean.TRUE.equals(jdbc.queryForObject(
                    "select exists(select 1 from inbox where consumer = ? and event_id = ?)",
                    Boolean.class,
                    consumer,
                    eventId));
        }

        @Override
        public boolean remove(String eventId) {
            return jdbc.update("delete from inbox where consumer = ? and event_id = ?", consumer, eventId) == 1;
        }

        @Override
        public boolean confirm(String eventId) {
            return true;
        }

        @Override
        public void clear() {
            jdbc.update("delete from inbox where consumer = ?", consumer);
        }
    }
}
