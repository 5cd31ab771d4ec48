package sea.tchat.routes.stores;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionCommands;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import sea.tchat.routes.health.StoreCheck;
import sea.tchat.routes.limits.TokenBuckets;

/** Redis: limits, presence, node channels. It may be emptied at any time; nothing here cannot be rebuilt. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tchat.stores.redis")
public class RedisConfiguration {

    /** While Redis is away each command fails at once: by default it would wait for its time-out, and its caller with it. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failAtOnce() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** Under one name on every JDK: with virtual threads Spring gives the factory another, which no endpoint could refer to. */
    @Bean
    CamelContextConfiguration redisForEndpoints(RedisConnectionFactory factory) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getRegistry().bind("redisConnections", factory);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing more to do
            }
        };
    }

    @Bean
    TokenBuckets tokenBuckets(StringRedisTemplate redis) {
        return new TokenBuckets(redis);
    }

    @Bean
    StoreCheck redisCheck(StringRedisTemplate redis) {
        return new StoreCheck() {
            @Override
            public String store() {
                return "redis";
            }

            @Override
            public void ask() {
                redis.execute((RedisCallback<String>) RedisConnectionCommands::ping);
            }
        };
    }
}
