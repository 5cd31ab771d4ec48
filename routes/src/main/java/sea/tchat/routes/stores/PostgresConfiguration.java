package sea.tchat.routes.stores;

import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sea.tchat.routes.deadletter.DeadLetterRoutes;
import sea.tchat.routes.deadletter.DeadLetters;
import sea.tchat.routes.health.StoreCheck;
import sea.tchat.routes.idempotency.Idempotent;
import sea.tchat.routes.inbox.Inbox;
import sea.tchat.routes.inbox.PurgeRoutes;
import sea.tchat.routes.metrics.Backlog;
import sea.tchat.routes.outbox.Outbox;
import sea.tchat.routes.outbox.OutboxRelay;
import sea.tchat.routes.policy.OneAtATime;
import sea.tchat.routes.policy.Transaction;

/** PostgreSQL and what stands on it: transactions, outbox, inbox, idempotency keys, dead letters, the lock of scheduled work. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tchat.stores.postgres")
public class PostgresConfiguration {

    @Bean(Transaction.NAME)
    Transaction transaction(PlatformTransactionManager manager) {
        return new Transaction(new TransactionTemplate(manager));
    }

    @Bean(Idempotent.NAME)
    Idempotent idempotent(PlatformTransactionManager manager, JdbcTemplate jdbc) {
        return new Idempotent(new TransactionTemplate(manager), jdbc);
    }

    @Bean(OneAtATime.NAME)
    OneAtATime oneAtATime(DataSource dataSource) {
        return new OneAtATime(dataSource);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, @Lazy ProducerTemplate camel) {
        return new Outbox(jdbc, camel);
    }

    @Bean
    Backlog backlog(MeterRegistry meters) {
        return new Backlog(meters);
    }

    @Bean
    @ConditionalOnProperty("tchat.stores.kafka")
    OutboxRelay outboxRelay(@Value("${tchat.kafka.topic-prefix}") String topicPrefix) {
        return new OutboxRelay(topicPrefix);
    }

    @Bean
    Inbox inbox(JdbcTemplate jdbc) {
        return new Inbox(jdbc);
    }

    @Bean
    PurgeRoutes fabricPurgeRoutes() {
        return new PurgeRoutes();
    }

    @Bean
    DeadLetters deadLetters(JdbcTemplate jdbc, MeterRegistry meters) {
        return new DeadLetters(jdbc, meters);
    }

    @Bean
    DeadLetterRoutes deadLetterRoutes(DeadLetters letters) {
        return new DeadLetterRoutes(letters);
    }

    @Bean
    StoreCheck postgresCheck(JdbcTemplate jdbc) {
        return new StoreCheck() {
            @Override
            public String store() {
                return "postgres";
            }

            @Override
            public void ask() {
                jdbc.queryForObject("select 1", Integer.class);
            }
        };
    }
}
