package sea.tchat.routes.inbox;

import org.apache.camel.builder.RouteBuilder;
import sea.tchat.routes.policy.OneAtATime;

/**
 * Forgets what can no longer be asked for: events taken longer ago than Kafka keeps any, and idempotency keys past their 30 days.
 * In bites, so that no run holds a lock for long.
 */
public final class PurgeRoutes extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:purge?period={{tchat.purge.period-ms}}&delay={{tchat.purge.period-ms}}")
                .routeId("fabric.purge")
                .routeDescription("Deletes old inbox rows and idempotency keys")
                .routeConfigurationId("scheduled")
                .policy(OneAtATime.NAME)
                .to("sql:classpath:sql/purge-inbox.sql")
                .to("sql:classpath:sql/purge-idempotency-keys.sql")
                .end();
    }
}
