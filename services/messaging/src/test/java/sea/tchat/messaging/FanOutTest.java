package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import sea.tchat.messaging.domain.SendMessage;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;

/** What the gateways and the notification service hear. */
class FanOutTest extends MessagingTest {
    @Autowired
    StringRedisTemplate redis;

    @Autowired
    RedisConnectionFactory connections;

    @Autowired
    CamelContext camel;

    @Autowired
    MeterRegistry meters;

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final String node = Ids.next().toString();
    private RedisMessageListenerContainer listener;
    private Log log;

    @BeforeEach
    void listen() {
        log = new Log(environment);
        listener = new RedisMessageListenerContainer();
        listener.setConnectionFactory(connections);
        listener.afterPropertiesSet();
        listener.start();
        listener.addMessageListener(
                (message, pattern) -> heard.add(Json.tree(new String(message.getBody(), StandardCharsets.UTF_8))),
                List.of(new ChannelTopic("node:" + node), new ChannelTopic("reply:" + node)));
    }

    @AfterEach
    void stopListening() throws Exception {
        listener.destroy();
        log.close();
    }

    private void connect(UUID user) {
        redis.opsForZSet().add("sockets:" + user, node, System.currentTimeMillis() + 60_000);
    }

    @Test
    void sendsAFrameToThoseWithASocketAndTellsOfTheOthers() {
        UUID sender = user();
        UUID connected = user();
        UUID away = user();
        UUID gone = user();
        connect(sender);
        connect(connected);
        redis.opsForZSet().add("sockets:" + gone, node, System.currentTimeMillis() - 1);
        UUID dialog = group(sender, List.of(connected, away, gone));
        await().untilAsserted(() -> assertThat(frames("dialog.created")).hasSize(1));
        assertThat(frames("dialog.created").get(0).at("/frame/data/dialog_id").asText())
                .isEqualTo(dialog.toString());

        Answer sent = say(sender, dialog, "hello");
        await().untilAsserted(() -> assertThat(frames("message.new")).hasSize(1));
        JsonNode frame = frames("message.new").get(0);
        assertThat(frame.at("/frame/data")).isEqualTo(sent.body());
        assertThat(frame.at("/user_ids"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(sender.toString(), connected.toString());
        await().untilAsserted(
                        () -> assertThat(log.read("message.unreached", dialog)).hasSize(1));
        JsonNode unreached = log.read("message.unreached", dialog).get(0).data();
        assertThat(unreached.at("/user_ids"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(away.toString(), gone.toString());
        assertThat(unreached.at("/reach").asText()).isEqualTo("none");
        assertThat(unreached.at("/message_id")).isEqualTo(sent.body().at("/id"));
        assertThat(unreached.toString()).doesNotContain("hello");
    }

    @Test
    void tellsNobodyToNotifyTheSender() {
        UUID sender = user();
        UUID connected = user();
        connect(connected);
        UUID dialog = direct(sender, connected);
        assertThat(say(sender, dialog, "hello").status()).isEqualTo(201);
        await().untilAsserted(() -> assertThat(frames("message.new")).hasSize(1));
        redis.delete("sockets:" + connected);
        Answer later = say(sender, dialog, "are you still there?");
        // In the order of the dialog: had there been one for the first message, it would be before it.
        await().untilAsserted(
                        () -> assertThat(log.read("message.unreached", dialog)).isNotEmpty());
        assertThat(log.read("message.unreached", dialog)).singleElement().satisfies(event -> {
            assertThat(event.data().at("/message_id")).isEqualTo(later.body().at("/id"));
            assertThat(event.data().at("/user_ids"))
                    .extracting(JsonNode::asText)
                    .containsExactly(connected.toString());
        });
    }

    @Test
    void forgetsAndCountsTheFramesThatItsQueueDoesNotHoldAndLetsRepliesPass() throws Exception {
        String publish = "messaging.publish-frame-to-node";
        camel.getRouteController().stopRoute(publish);
        try (ProducerTemplate frames = camel.createProducerTemplate()) {
            for (int i = 0; i < 1_003; i++) {
                frames.sendBodyAndHeader("direct:frame-to-node", "{}", "channel", "node:" + Ids.next());
            }
            assertThat(dropped("frame")).isEqualTo(3);
            repliesToAnotherNodeOverItsChannel();
            assertThat(dropped("reply")).isZero();
        } finally {
            camel.getRouteController().startRoute(publish);
            // While the queue is still full, the frames of the tests that follow would be forgotten too.
            SedaEndpoint queue = (SedaEndpoint) camel.getRoute(publish).getEndpoint();
            await().until(() -> queue.getCurrentQueueSize() == 0);
        }
    }

    private double dropped(String kind) {
        return meters.find("messaging.node.messages.dropped").tag("kind", kind).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void repliesToAnotherNodeOverItsChannel() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        SendMessage message =
                new SendMessage("far", "text", Json.as(Map.of("text", "hello"), JsonNode.class), null, null);
        Event event = Event.of(Submission.EVENT, dialog, Submission.of(dialog, alice, message, node));
        log.publish("message.inbound", event);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(heard.get(0).at("/submission_id").asText())
                .isEqualTo(event.id().toString());
        assertThat(heard.get(0).at("/outcome").asText()).isEqualTo("NUMBERED");
        assertThat(heard.get(0).at("/message/seq").asLong()).isEqualTo(1);
    }

    @Test
    void learnsOfUsersFromAuthsEvents() {
        UUID alice = user();
        UUID newcomer = Ids.next();
        log.publish("user.events", Event.of("user.registered", newcomer, Map.of("user_id", newcomer)));
        await().until(() ->
                post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(newcomer)))
                                .status()
                        == 201);
    }

    private List<JsonNode> frames(String type) {
        return heard.stream()
                .filter(each -> each.at("/frame/type").asText().equals(type))
                .toList();
    }
}
