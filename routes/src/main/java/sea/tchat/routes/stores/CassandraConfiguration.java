package sea.tchat.routes.stores;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sea.tchat.routes.health.StoreCheck;

/** Scylla or Cassandra: one session a process, its keyspace the service's own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tchat.stores.cassandra")
public class CassandraConfiguration {

    /** Waits at start until a node answers, and comes back by itself when the nodes do. */
    @Bean(destroyMethod = "close")
    CqlSession cassandra(
            @Value("${tchat.cassandra.hosts}") List<String> hosts,
            @Value("${tchat.cassandra.datacenter}") String datacenter,
            @Value("${tchat.cassandra.keyspace}") String keyspace,
            @Value("${tchat.cassandra.tls}") boolean tls)
            throws NoSuchAlgorithmException {
        CqlSessionBuilder builder = CqlSession.builder()
                .withLocalDatacenter(datacenter)
                .withKeyspace(keyspace)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(3))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(3))
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, false)
                        .build());
        if (tls) {
            builder.withSslContext(SSLContext.getDefault());
        }
        hosts.forEach(host -> builder.addContactPoint(address(host)));
        return builder.build();
    }

    @Bean
    StoreCheck cassandraCheck(CqlSession session) {
        return new StoreCheck() {
            @Override
            public String store() {
                return "cassandra";
            }

            @Override
            public void ask() {
                session.execute("select release_version from system.local");
            }
        };
    }

    private static InetSocketAddress address(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(host.trim(), 9042)
                : new InetSocketAddress(host.substring(0, colon).trim(), Integer.parseInt(host.substring(colon + 1)));
    }
}
