package sea.tchat.messaging.routes;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.redis.RedisConstants;
import org.springframework.stereotype.Component;

/**
 * To another process over its Redis channel, at most once: what is lost here is in the log, a request is answered 202 and a socket
 * resumes. So it goes through a queue that is bounded and, when full, forgets; the consumers, which commit offsets, never wait
 * for Redis. Replies have a queue of their own, as a burst of frames would make each of them late, and a late one is worth nothing.
 */
@Component
class NodeChannelRoutes extends RouteBuilder {
    /** The steps: body a JSON text, header {@link #CHANNEL}. */
    static final String REPLY = "direct:reply-to-node";

    static final String FRAME = "direct:frame-to-node";

    static final String CHANNEL = "channel";

    /** How many wait at most: about a second's work, and older ones are of no use to anybody. */
    static final int QUEUE = 1_000;

    private final MeterRegistry meters;

    NodeChannelRoutes(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void configure() {
        queue("reply", REPLY, "A reply → the Redis channel of the node whose request waits for it");
        queue("frame", FRAME, "A frame → the Redis channel of the node that holds the sockets");
    }

    private void queue(String kind, String step, String description) {
        String queue = "seda:" + kind + "s-to-nodes?waitForTaskToComplete=Never&size=" + QUEUE;
        from(step)
                .routeId("messaging.queue-" + kind + "-to-node")
                .routeDescription(
                        "Into the queue of what goes to other nodes, or counted and forgotten when it is full")
                .routeConfigurationId("step")
                .doTry()
                .to(queue)
                .doCatch(IllegalStateException.class) // how the queue says that it is full
                .process(exchange -> meters.counter("messaging.node.messages.dropped", "kind", kind)
                        .increment())
                .end();

        from(queue)
                .routeId("messaging.publish-" + kind + "-to-node")
                .routeDescription(description)
                .routeConfigurationId("scheduled")
                .setHeader(RedisConstants.CHANNEL, header(CHANNEL))
                .setHeader(RedisConstants.MESSAGE, body())
                .to("spring-redis:nodes?command=PUBLISH&redisTemplate=#stringRedisTemplate"
                        + "&connectionFactory=#redisConnections");
    }
}
