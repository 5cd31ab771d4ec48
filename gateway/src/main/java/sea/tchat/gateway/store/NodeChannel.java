package sea.tchat.gateway.store;

import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * What services send to the sockets of this process: each message on {@code node:<node id>} goes to {@link #FRAMES}, in order.
 *
 * <p>The driver's own connection in place of a listener container: it comes back and subscribes again by itself, keeps the order,
 * and does not stop the start while Redis is away; only the very first connect has to be asked for again.
 */
@Component
public class NodeChannel {
    public static final String FRAMES = "direct:node-frames";
    private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);

    private final LettuceConnectionFactory factory;
    private final SocketRegistry registry;
    private final ProducerTemplate camel;
    private StatefulRedisPubSubConnection<String, String> connection;

    public NodeChannel(LettuceConnectionFactory factory, SocketRegistry registry, @Lazy ProducerTemplate camel) {
        this.factory = factory;
        this.registry = registry;
        this.camel = camel;
    }

    /**
     * Called on a schedule; does nothing once there is a connection.
     *
     * @throws io.lettuce.core.RedisException while Redis has never been there
     */
    public synchronized void ensureSubscribed() {
        if (connection != null) {
            return;
        }
        var fresh = ((RedisClient) factory.getRequiredNativeClient()).connectPubSub();
        fresh.addListener(new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
                camel.sendBody(FRAMES, message);
            }

            @Override
            public void subscribed(String channel, long count) {
                LOG.info("listening on {}", channel);
                // After a new connection Redis may be another, empty one.
                registry.invalidate();
            }
        });
        fresh.async().subscribe("node:" + registry.nodeId());
        connection = fresh;
    }

    @PreDestroy
    synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
