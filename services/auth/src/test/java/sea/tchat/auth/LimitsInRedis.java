package sea.tchat.auth;

import java.util.Set;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The buckets of the limits, as if time had passed. */
@TestComponent
class LimitsInRedis {
    private final StringRedisTemplate redis;

    LimitsInRedis(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** An hour and more has passed. */
    void forget() {
        drop("limit:*");
    }

    /** A minute has passed. */
    void forgetCooldown() {
        drop("limit:otp-cooldown:*");
    }

    private void drop(String pattern) {
        Set<String> keys = redis.keys(pattern);
        if (keys != null && !keys.isEmpty()) {
            redis.delete(keys);
        }
    }
}
