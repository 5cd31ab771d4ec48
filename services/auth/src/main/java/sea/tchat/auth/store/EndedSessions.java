package sea.tchat.auth.store;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.DefaultTypedTuple;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AuthRules;

/**
 * The sessions that have ended while access tokens of theirs may still be good, for the gateway to refuse. PostgreSQL is the truth;
 * this is its copy where the gateway can look often.
 *
 * <p>Redis: {@code ended_sessions}, a sorted set, member = session id, score = epoch second at which its last access token has
 * expired. {@code ended_sessions:whole} is there for a minute after the set was filled with all of them: when it is gone, by time
 * or because Redis was emptied or came back without its last writes, all are written again.
 */
@Component
public final class EndedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
    private static final String SET = "ended_sessions";
    private static final String WHOLE = "ended_sessions:whole";
    private static final Duration WHOLE_FOR = Duration.ofMinutes(1);

    /** Beyond the token's hour: the clocks of two machines are never the same. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final StringRedisTemplate redis;
    private final Clock clock;

    EndedSessions(StringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** How far back the next fill must look: over all that matters, or over what happened since the last whole one. */
    public Duration missing() {
        return Boolean.TRUE.equals(redis.hasKey(WHOLE))
                ? WHOLE_FOR.multipliedBy(2)
                : AuthRules.ACCESS_LIFETIME.plus(SKEW);
    }

    /**
     * Writes the rows and drops those whose tokens have expired.
     *
     * @param rows of {@code id, ended_at}
     * @param whole whether these are all that matter
     */
    public void fill(List<Map<String, Object>> rows, boolean whole) {
        add(rows);
        redis.opsForZSet().removeRangeByScore(SET, 0, clock.instant().getEpochSecond());
        if (whole) {
            redis.opsForValue().set(WHOLE, "1", WHOLE_FOR);
        }
    }

    /** Tells of sessions that have just ended. Redis away is no reason to fail: the next fill tells of them again. */
    public void announce(List<Map<String, Object>> rows) {
        try {
            add(rows);
        } catch (DataAccessException e) {
            LOG.warn("{} ended sessions will be told to the gateway later: Redis is away", rows.size());
        }
    }

    private void add(List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            Set<TypedTuple<String>> members =
                    rows.stream().map(EndedSessions::member).collect(Collectors.toSet());
            redis.opsForZSet().add(SET, members);
        }
    }

    private static TypedTuple<String> member(Map<String, Object> row) {
        long expiry = ((Timestamp) row.get("ended_at"))
                .toInstant()
                .plus(AuthRules.ACCESS_LIFETIME)
                .plus(SKEW)
                .getEpochSecond();
        return new DefaultTypedTuple<>(row.get("id").toString(), (double) expiry);
    }
}
