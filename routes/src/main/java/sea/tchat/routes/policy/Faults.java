package sea.tchat.routes.policy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.fasterxml.jackson.core.JacksonException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Whose fault a failure is. A fault of the infrastructure (a store or the broker is away, slow, or lost a race) will be gone when
 * it is tried later; a fault of the record will be there every time.
 */
public final class Faults {
    private Faults() {}

    public static boolean isInfrastructure(Throwable fault) {
        int depth = 0;
        for (Throwable cause = fault; cause != null && depth < 16; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof RedisConnectionFailureException
                    || isRedisAway(cause)
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof AllNodesFailedException
                    || cause instanceof DriverTimeoutException
                    || cause instanceof ClosedConnectionException
                    || cause instanceof OverloadedException
                    || cause instanceof QueryExecutionException
                    || cause instanceof RetriableException
                    || cause instanceof CommitFailedException
                    || cause instanceof InterruptException
                    || (cause instanceof IOException && !(cause instanceof JacksonException))) {
                return true;
            }
        }
        return false;
    }

    /** What the client says while it is not connected; what Redis itself answers to a wrong command is another class. */
    private static boolean isRedisAway(Throwable cause) {
        return cause instanceof RedisException && !(cause instanceof RedisCommandExecutionException);
    }

    /** Connection lost, no resources, shut down by its operator, read-only after a fail-over, lost a race. */
    private static boolean isAway(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P")
                        || sqlState.startsWith("40")
                        || sqlState.equals("25006"));
    }

    public static Throwable root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
