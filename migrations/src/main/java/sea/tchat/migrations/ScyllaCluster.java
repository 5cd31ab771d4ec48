package sea.tchat.migrations;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens a session to ScyllaDB or Cassandra, or says in one line which setting is wrong. */
final class ScyllaCluster {

    private ScyllaCluster() {}

    /**
     * @param hosts {@code host:port}, at least one
     * @param datacenter the local data centre
     * @return a session without a keyspace; the caller closes it
     */
    static CqlSession open(List<String> hosts, String datacenter) {
        CqlSession session;
        try {
            session = CqlSession.builder()
                    .addContactPoints(hosts.stream().map(ScyllaCluster::address).toList())
                    .withLocalDatacenter(datacenter)
                    .withConfigLoader(config())
                    .build();
        } catch (AllNodesFailedException e) {
            Throwable first = e.getAllErrors().values().stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .orElse(e);
            throw new MigrationException(
                    "Scylla at " + String.join(",", hosts) + " does not answer (SCYLLA_HOSTS): "
                            + MigrationException.reason(first),
                    e);
        } catch (DriverException | IllegalArgumentException e) {
            throw new MigrationException(
                    "Scylla at " + String.join(",", hosts) + " (SCYLLA_HOSTS): " + MigrationException.reason(e), e);
        }
        Set<String> known = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .collect(Collectors.toSet());
        if (!known.contains(datacenter)) {
            session.close();
            throw new MigrationException("Scylla at " + String.join(",", hosts) + " has the data centres " + known
                    + ", not " + datacenter + " (SCYLLA_DATACENTER)");
        }
        return session;
    }

    private static DriverConfigLoader config() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, Duration.ofSeconds(20))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_INTERVAL, Duration.ofMillis(50))
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL")
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }

    private static InetSocketAddress address(String host) {
        int colon = host.lastIndexOf(':');
        try {
            return new InetSocketAddress(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + host + "' is not host:port", e);
        }
    }
}
