package sea.tchat.routes.policy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * {@code .policy("oneAtATime")}: of all instances of a service only one runs the steps inside, the others skip this turn. The
 * lock is PostgreSQL's advisory lock under the route's id, held by a session, so that it is free again the moment its holder dies.
 */
public final class OneAtATime implements Policy {
    public static final String NAME = "oneAtATime";
    private final DataSource dataSource;

    public OneAtATime(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to add to the definition
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            try (Connection session = dataSource.getConnection()) {
                if (ask(session, "select pg_try_advisory_lock(hashtextextended(?, 0))", route.getRouteId())) {
                    try {
                        Transaction.runSteps(steps, exchange);
                    } finally {
                        ask(session, "select pg_advisory_unlock(hashtextextended(?, 0))", route.getRouteId());
                    }
                }
            } catch (SQLException e) {
                exchange.setException(e);
            }
        };
    }

    private static boolean ask(Connection session, String sql, String lock) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, lock);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
