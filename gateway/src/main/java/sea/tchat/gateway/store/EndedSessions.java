package sea.tchat.gateway.store;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.identity.Identity;

/**
 * The sessions that ended before their access tokens did. Read from Redis every two seconds into memory, so that a call asks
 * nobody and an ended session is refused within five seconds. While Redis is away what was known last goes on being believed.
 *
 * <p>Redis: {@code ended_sessions}, a sorted set {session id → second at which its last access token expires}, kept by auth.
 */
@Component
public class EndedSessions {
    static final String KEY = "ended_sessions";

    private final StringRedisTemplate redis;
    private volatile Set<UUID> ended = Set.of();

    public EndedSessions(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Called on a schedule. */
    public void refresh() {
        double now = System.currentTimeMillis() / 1000.0;
        Set<String> members = redis.opsForZSet().rangeByScore(KEY, now, Double.POSITIVE_INFINITY);
        if (members != null) {
            ended = members.stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet());
        }
    }

    public boolean contains(UUID sessionId) {
        return ended.contains(sessionId);
    }

    /** @throws Refused {@code TOKEN_INVALID} when the token's session has ended */
    public void refuseEnded(Identity identity) {
        if (contains(identity.sessionId())) {
            throw new Refused("TOKEN_INVALID", "the session has ended");
        }
    }
}
