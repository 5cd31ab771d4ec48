package sea.tchat.messaging.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.data.redis.connection.RedisConnectionCommands;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.routes.domain.Json;

/**
 * From the sequencer to the request that waits: straight when it waits in this process, else over the Redis channel
 * {@code reply:<node>}. Redis away: the request is answered 202.
 */
@Component
class ReplyRoutes extends RouteBuilder {
    /** The step: body a {@link Reply}, header {@link #NODE} or none when nobody waits. */
    static final String REPLY = "direct:reply";

    static final String NODE = "reply_node";
    private static final String LISTENER = "messaging.replies";

    private final PendingReplies replies;
    private final StringRedisTemplate redis;

    ReplyRoutes(PendingReplies replies, StringRedisTemplate redis) {
        this.replies = replies;
        this.redis = redis;
    }

    @Override
    public void configure() {
        from(REPLY)
                .routeId("messaging.reply")
                .routeDescription("A sequencer's reply → the node whose request waits for it")
                .routeConfigurationId("step")
                .choice()
                .when(header(NODE).isEqualTo(replies.node()))
                .process(exchange -> replies.arrived(exchange.getMessage().getBody(Reply.class)))
                .when(header(NODE).isNotNull())
                .process(ReplyRoutes::address)
                .to(NodeChannelRoutes.REPLY)
                .end();

        from("spring-redis:replies?command=SUBSCRIBE&channels=" + PendingReplies.channelOf(replies.node())
                        + "&listenerContainer=#replyContainer&connectionFactory=#redisConnections&serializer=#stringSerializer")
                .routeId(LISTENER)
                .routeDescription("Replies of sequencers in other processes → the requests that wait here")
                .routeConfigurationId("scheduled")
                .autoStartup(false)
                .process(exchange ->
                        replies.arrived(Json.read(exchange.getMessage().getBody(String.class), Reply.class)));

        // The listener's start fails while Redis is away, and the process must not: so it is started as soon as Redis
        // answers.
        // From then on the Redis client itself comes back and subscribes again.
        from("timer:listen-for-replies?period=5000&delay=0")
                .routeId("messaging.listen-for-replies")
                .routeDescription("Starts messaging.replies once Redis answers")
                .routeConfigurationId("scheduled")
                .filter(exchange -> !getContext()
                        .getRouteController()
                        .getRouteStatus(LISTENER)
                        .isStarted())
                .process(this::listen)
                .end();
    }

    private static void address(Exchange exchange) {
        Message reply = exchange.getMessage();
        String node = reply.getHeader(NODE, String.class);
        reply.setHeader(NodeChannelRoutes.CHANNEL, PendingReplies.channelOf(node));
        reply.setBody(Json.write(reply.getBody()));
    }

    private void listen(Exchange exchange) throws Exception {
        redis.execute((RedisCallback<String>) RedisConnectionCommands::ping);
        getContext().getRouteController().startRoute(LISTENER);
    }
}
