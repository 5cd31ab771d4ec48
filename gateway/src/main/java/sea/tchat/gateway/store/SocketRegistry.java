package sea.tchat.gateway.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Ids;

/**
 * Tells the services on which gateway a user's sockets are. Renewed every 20 seconds and gone after 60, so that a gateway that
 * dies takes its entries along.
 *
 * <p>Redis: {@code sockets:<user id>}, a sorted set {node id → millisecond until which it counts}. {@code node:<node id>} is the
 * channel on which this process is told what to send.
 */
@Component
public class SocketRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRegistry.class);
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final long RENEWAL_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int BATCH = 500;

    private final StringRedisTemplate redis;
    private final String nodeId = Ids.next().toString();
    private volatile boolean behind;
    private volatile long renewedAt = System.nanoTime();

    public SocketRegistry(StringRedisTemplate redis) {
        this.redis = redis;
    }

    public String nodeId() {
        return nodeId;
    }

    /** A user's socket has opened. While Redis is away the next renewal makes up for it. */
    public void add(UUID user) {
        try {
            write(List.of(user));
        } catch (DataAccessException e) {
            fallBehind(e);
        }
    }

    /** A user's last socket here has closed. */
    public void remove(UUID user) {
        try {
            redis.opsForZSet().remove(key(user), nodeId);
        } catch (DataAccessException e) {
            fallBehind(e);
        }
    }

    /** Called every other second: renews what is due, or all of it when Redis has been away. */
    public void renew(Collection<UUID> users) {
        if (!behind && System.nanoTime() - renewedAt < RENEWAL_NANOS) {
            return;
        }
        List<UUID> all = List.copyOf(users);
        for (int from = 0; from < all.size(); from += BATCH) {
            write(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        behind = false;
        renewedAt = System.nanoTime();
    }

    /** Redis may have been emptied, or was away: the next {@link #renew} writes all anew. */
    public void invalidate() {
        behind = true;
    }

    private void write(List<UUID> users) {
        long now = System.currentTimeMillis();
        redis.executePipelined(new SessionCallback<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> Object execute(RedisOperations<K, V> operations) {
                RedisOperations<String, String> pipeline = (RedisOperations<String, String>) operations;
                for (UUID user : users) {
                    pipeline.opsForZSet().add(key(user), nodeId, now + LIFE.toMillis());
                    pipeline.opsForZSet().removeRangeByScore(key(user), Double.NEGATIVE_INFINITY, now);
                    pipeline.expire(key(user), LIFE);
                }
                return null;
            }
        });
    }

    private void fallBehind(DataAccessException e) {
        behind = true;
        LOG.warn(
                "Redis is away: where sockets are will be told when it is back ({})",
                e.getClass().getSimpleName());
    }

    private static String key(UUID user) {
        return "sockets:" + user;
    }
}
