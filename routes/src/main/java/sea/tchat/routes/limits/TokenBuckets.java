package sea.tchat.routes.limits;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;

/**
 * Token buckets in Redis, shared by all instances. Several buckets are taken from in one atomic step, from all or from none, which
 * no library at hand offers; hence a script of forty lines and not bucket4j.
 *
 * <p>Redis: {@code limit:<name>:<key>}, a hash {@code {tokens, at}}, expiring when the bucket would be full again.
 */
public final class TokenBuckets {
    private static final Logger LOG = LoggerFactory.getLogger(TokenBuckets.class);

    /** Takes {@code tokens} from the bucket of {@code limit} that belongs to {@code key}. */
    public record Take(Limit limit, String key, long tokens) {
        public Take(Limit limit, String key) {
            this(limit, key, 1);
        }
    }

    /**
     * @param allowed whether all buckets had enough
     * @param limit the one that refused, or else the one with the fewest tokens left
     * @param remaining whole tokens left in it
     * @param retryAfterMillis until it holds enough; 0 when allowed
     * @param away whether nobody was asked because Redis is away: a refusal is then our fault and not the caller's
     */
    public record Verdict(boolean allowed, Limit limit, long remaining, long retryAfterMillis, boolean away) {
        public long retryAfterSeconds() {
            return Math.max(1, (retryAfterMillis + 999) / 1000);
        }
    }

    private final StringRedisTemplate redis;
    private final DefaultRedisScript<List<Long>> script;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public TokenBuckets(StringRedisTemplate redis) {
        this.redis = redis;
        this.script = new DefaultRedisScript<>();
        script.setLocation(new ClassPathResource("token-buckets.lua"));
        script.setResultType((Class) List.class);
    }

    /** Redis away: refused when one of the limits is closed, else let through. */
    public Verdict take(List<Take> takes) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (Take take : takes) {
            keys.add("limit:" + take.limit().name() + ":" + take.key());
            arguments.add(Long.toString(take.limit().burst()));
            arguments.add(Double.toString(take.limit().perSecond()));
            arguments.add(Long.toString(take.tokens()));
        }
        try {
            return verdict(takes, redis.execute(script, keys, arguments.toArray()));
        } catch (DataAccessException e) {
            Limit closed = takes.stream()
                    .map(Take::limit)
                    .filter(Limit::closed)
                    .findFirst()
                    .orElse(null);
            LOG.warn("Redis is away: {} a call", closed == null ? "letting through" : "refusing");
            Limit limit = closed == null ? takes.get(0).limit() : closed;
            return new Verdict(
                    closed == null, limit, closed == null ? limit.burst() : 0, closed == null ? 0 : 1000, true);
        }
    }

    private static Verdict verdict(List<Take> takes, List<Long> answer) {
        boolean allowed = answer.get(0) == 1;
        int shown = (int) (answer.get(1) - 1);
        if (allowed) {
            shown = 0;
            for (int i = 1; i < takes.size(); i++) {
                shown = answer.get(2 + 2 * i) < answer.get(2 + 2 * shown) ? i : shown;
            }
        }
        return new Verdict(
                allowed,
                takes.get(shown).limit(),
                Math.max(0, answer.get(2 + 2 * shown)),
                allowed ? 0 : answer.get(3 + 2 * shown),
                false);
    }
}
