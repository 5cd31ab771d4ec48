package sea.tchat.messaging.routes;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.redis.RedisConstants;
import org.springframework.stereotype.Component;

/**
 * To another process over its Redis channel, at most once: what is lost here is in the log, a request is answered 202 and a socket
 * resumes. So it goes through a queue that is bounded and, when full, forgets; the consumers, which commit offsets, never wait
 * for Redis.
 */
@Component
class NodeChannelRoutes extends RouteBuilder {
    /** The step: body a JSON text, header {@link #CHANNEL}. */
    static final String PUBLISH = "seda:node-channels?size=10000&discardWhenFull=true&waitForTaskToComplete=Never";

    static final String CHANNEL = "channel";

    @Override
    public void configure() {
        from(PUBLISH)
                .routeId("messaging.publish-to-node")
                .routeDescription("A reply or a frame → the Redis channel of the node that waits for it")
                .routeConfigurationId("scheduled")
                .setHeader(RedisConstants.CHANNEL, header(CHANNEL))
                .setHeader(RedisConstants.MESSAGE, body())
                .to("spring-redis:nodes?command=PUBLISH&redisTemplate=#stringRedisTemplate"
                        + "&connectionFactory=#redisConnectionFactory");
    }
}
