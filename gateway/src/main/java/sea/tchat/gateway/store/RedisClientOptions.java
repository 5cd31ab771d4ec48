package sea.tchat.gateway.store;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** While Redis is away a call must not wait for it: each would hold a worker for the time-out, and all workers would wait. */
@Configuration(proxyBeanMethods = false)
class RedisClientOptions {
    @Bean
    LettuceClientOptionsBuilderCustomizer failAtOnceWhileRedisIsAway() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }
}
