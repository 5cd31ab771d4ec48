package sea.tchat.messaging.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Which gateway nodes hold sockets of which users.
 *
 * <p>Redis: {@code sockets:<user id>}, a sorted set of node ids with the time (epoch milliseconds) until which each counts, written
 * by the gateways.
 */
@Component
public class LiveSockets {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);
    private final StringRedisTemplate redis;

    LiveSockets(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * All users in one round trip.
     *
     * @return node → its users, or empty when Redis could not be asked: then nobody is reached by a socket, as frames go through
     *     Redis too, and yet nobody may be taken to be away.
     */
    public Optional<Map<String, List<UUID>>> nodesOf(List<UUID> users) {
        Map<String, List<UUID>> nodes = new LinkedHashMap<>();
        if (users.isEmpty()) {
            return Optional.of(nodes);
        }
        List<Object> answers;
        double now = System.currentTimeMillis();
        try {
            answers = redis.executePipelined((RedisCallback<Object>) connection -> {
                for (UUID user : users) {
                    byte[] key = ("sockets:" + user).getBytes(StandardCharsets.UTF_8);
                    connection.zSetCommands().zRangeByScore(key, now, Double.POSITIVE_INFINITY);
                }
                return null;
            });
        } catch (DataAccessException e) {
            LOG.warn("Redis is away: who is connected is not known ({})", e.toString());
            return Optional.empty();
        }
        for (int i = 0; i < users.size(); i++) {
            for (Object node : (Set<?>) answers.get(i)) {
                nodes.computeIfAbsent(node.toString(), key -> new ArrayList<>()).add(users.get(i));
            }
        }
        return Optional.of(nodes);
    }
}
