package sea.tchat.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import sea.tchat.gateway.store.SocketRegistry;
import sea.tchat.routes.domain.Json;

class SocketTest extends GatewayTest {
    @Autowired
    StringRedisTemplate redis;

    @Autowired
    SocketRegistry registry;

    @Test
    void opensWithTheTokenInTheHeader() throws Exception {
        UUID session = UUID.randomUUID();
        TestSocket socket = open(Map.of("sid", session.toString()));

        JsonNode ready = socket.next();

        assertThat(ready.path("type").asText()).isEqualTo("ready");
        assertThat(ready.at("/data/session_id").asText()).isEqualTo(session.toString());
        assertThat(ready.at("/data/cursor").isNull()).isTrue();
        assertThat(ready.at("/data/heartbeat_s").asInt()).isEqualTo(2);
    }

    @Test
    void opensWithTheTokenAsSubProtocol() throws Exception {
        String token = environment.tokens().of(user);
        TestSocket socket = TestSocket.open(environment.url(), null, "tchat", token);

        assertThat(socket.subProtocol()).isEqualTo("tchat");
        assertThat(socket.next().path("type").asText()).isEqualTo("ready");
    }

    @Test
    void refusesToOpenWithoutAGoodToken() throws Exception {
        assertThat(handshakeStatus(null)).isEqualTo(401);
        assertThat(handshakeStatus("Bearer nonsense")).isEqualTo(401);
        assertThat(handshakeStatus("Bearer " + environment.tokens().expired(user)))
                .isEqualTo(401);
        assertThat(send(as(user, "/ws")).statusCode()).as("no handshake").isEqualTo(400);
        assertThat(send(request("/ws?token=" + environment.tokens().of(user))).statusCode())
                .as("a token in the URL")
                .isEqualTo(400);
    }

    @Test
    void deliversWhatComesOnTheNodesChannelToEachSocketOfTheUser() throws Exception {
        TestSocket phone = open(Map.of());
        TestSocket laptop = open(Map.of());
        TestSocket stranger =
                TestSocket.open(environment.url(), environment.tokens().bearer(UUID.randomUUID()));
        phone.next("ready");
        laptop.next("ready");
        stranger.next("ready");
        String frame = "{\"type\":\"message.new\",\"data\":{\"seq\":7,\"content\":{\"text\":\"สวัสดี 👋\"}}}";

        await().atMost(10, SECONDS)
                .until(() -> redis.convertAndSend(
                                "node:" + registry.nodeId(),
                                "{\"user_ids\":[\"" + user + "\"],\"frame\":" + frame + "}")
                        > 0);

        assertThat(phone.next()).isEqualTo(Json.tree(frame));
        assertThat(laptop.next()).isEqualTo(Json.tree(frame));
        assertThat(stranger.frames).isEmpty();
    }

    @Test
    void tellsTheServicesWhereAUsersSocketsAre() throws Exception {
        TestSocket one = open(Map.of());
        TestSocket two = open(Map.of());
        one.next("ready");
        two.next("ready");
        Double until = redis.opsForZSet().score("sockets:" + user, registry.nodeId());
        assertThat(until).isBetween(System.currentTimeMillis() + 50_000.0, System.currentTimeMillis() + 60_000.0);

        one.close();
        one.closed.get(5, SECONDS);
        assertThat(redis.opsForZSet().score("sockets:" + user, registry.nodeId()))
                .isNotNull();
        two.close();

        await().atMost(5, SECONDS).until(() -> redis.opsForZSet().score("sockets:" + user, registry.nodeId()) == null);
    }

    @Test
    void tellsAgainWhenRedisWasEmptied() throws Exception {
        open(Map.of()).next("ready");
        redis.delete("sockets:" + user);
        registry.invalidate();

        await().atMost(5, SECONDS).until(() -> redis.opsForZSet().score("sockets:" + user, registry.nodeId()) != null);
    }

    @Test
    void sendsMessagesAsThePostTheyStandFor() throws Exception {
        UUID dialog = UUID.randomUUID();
        MESSAGING.answer = exchange -> StubService.json(exchange, 201, "{\"id\": \"m\", \"seq\": 1}");
        TestSocket socket = open(Map.of());

        socket.say("{\"type\":\"message.send\",\"id\":\"a1\",\"data\":{\"dialog_id\":\"" + dialog
                + "\",\"client_message_id\":\"c\",\"type\":\"text\",\"content\":{\"text\":\"hi\"}}}");

        JsonNode ack = socket.next("ack");
        assertThat(ack.path("id").asText()).isEqualTo("a1");
        assertThat(ack.at("/data/message/seq").asInt()).isEqualTo(1);
        StubService.Request got = MESSAGING.next();
        assertThat(got.method() + " " + got.uri()).isEqualTo("POST /api/v1/dialogs/" + dialog + "/messages");
        assertThat(got.headers().getFirst("Authorization")).startsWith("Bearer ");
        assertThat(Json.MAPPER.readTree(got.body()))
                .isEqualTo(Json.tree("{\"client_message_id\":\"c\",\"type\":\"text\",\"content\":{\"text\":\"hi\"}}"));
    }

    @Test
    void keepsTheOrderOfMessagesAndTellsProblemsByTheirId() throws Exception {
        UUID dialog = UUID.randomUUID();
        MESSAGING.answer = exchange -> StubService.json(exchange, 404, "{\"code\": \"NOT_FOUND\", \"status\": 404}");
        TestSocket socket = open(Map.of());
        for (int i = 0; i < 40; i++) {
            socket.say("{\"type\":\"message.send\",\"id\":\"" + i + "\",\"data\":{\"dialog_id\":\"" + dialog
                    + "\",\"n\":" + i + "}}");
        }
        for (int i = 0; i < 40; i++) {
            JsonNode error = socket.next("error");
            assertThat(error.path("id").asText()).isEqualTo(Integer.toString(i));
            assertThat(error.at("/data/problem/code").asText()).isEqualTo("NOT_FOUND");
            assertThat(Json.MAPPER.readTree(MESSAGING.next().body()).path("n").asInt())
                    .isEqualTo(i);
        }
    }

    @Test
    void answersPingAndResume() throws Exception {
        TestSocket socket = open(Map.of());
        socket.say("{\"type\":\"ping\",\"id\":\"p\"}");
        assertThat(socket.next("pong").path("id").asText()).isEqualTo("p");
        socket.say("{\"type\":\"resume\",\"data\":{\"cursor\":\"x\"}}");
        assertThat(socket.next("sync_required")).isNotNull();
    }

    @Test
    void saysGoodbyeAfterFiveBadFrames() throws Exception {
        TestSocket socket = open(Map.of());
        socket.say("{");
        socket.say("[]");
        socket.say("{\"type\":\"nonsense\",\"id\":\"n\"}");
        socket.sayBytes(new byte[] {1});
        socket.say("{\"type\":\"message.send\",\"data\":{\"dialog_id\":\"../../ops\"}}");

        assertThat(socket.next("error").at("/data/problem/code").asText()).isEqualTo("MALFORMED_JSON");
        assertThat(socket.next("error").at("/data/problem/code").asText()).isEqualTo("VALIDATION_FAILED");
        assertThat(socket.next("error").path("id").asText()).isEqualTo("n");
        socket.next("error");
        socket.next("error");
        assertThat(socket.next("goodbye").at("/data/reason").asText()).isEqualTo("bad_frames");
        assertThat(socket.closed.get(5, SECONDS)).isEqualTo(new TestSocket.Closed(4429, "bad_frames"));
    }

    @Test
    void closesWhenTheTokenExpires() throws Exception {
        TestSocket socket = open(Map.of("exp", Date.from(Instant.now().plusSeconds(3))));
        socket.next("ready");

        assertThat(socket.closed.get(10, SECONDS)).isEqualTo(new TestSocket.Closed(4401, "token_expired"));
        assertThat(socket.next("goodbye")).isNotNull();
    }

    @Test
    void closesWhenTheSessionEnds() throws Exception {
        UUID session = UUID.randomUUID();
        TestSocket socket = open(Map.of("sid", session.toString()));
        socket.next("ready");

        redis.opsForZSet()
                .add("ended_sessions", session.toString(), Instant.now().getEpochSecond() + 3600);

        assertThat(socket.closed.get(5, SECONDS)).isEqualTo(new TestSocket.Closed(4401, "session_ended"));
    }

    @Test
    void closesWhoeverGivesNoSignOfLife() throws Exception {
        URI url = URI.create(environment.url());
        try (Socket silent = rawSocket(url)) {
            InputStream in = silent.getInputStream();
            await().atMost(10, SECONDS).until(() -> in.available() > 0);
            byte[] heard = in.readAllBytes();
            assertThat(new String(heard, StandardCharsets.ISO_8859_1)).contains("no_heartbeat");
        }
    }

    @Test
    void letsGoOfWhoeverDoesNotRead() throws Exception {
        URI url = URI.create(environment.url());
        try (Socket slow = rawSocket(url)) {
            String line = "{\"user_ids\":[\"" + user + "\"],\"frame\":{\"type\":\"message.new\",\"data\":\""
                    + "x".repeat(60_000) + "\"}}";
            await().atMost(5, SECONDS)
                    .until(() -> redis.opsForZSet().score("sockets:" + user, registry.nodeId()) != null);
            for (int i = 0; i < 800; i++) {
                redis.convertAndSend("node:" + registry.nodeId(), line);
            }
            await().atMost(10, SECONDS)
                    .until(() -> redis.opsForZSet().score("sockets:" + user, registry.nodeId()) == null);
            assertThat(new String(send(request("/metrics")).body(), StandardCharsets.UTF_8))
                    .contains("websocket_closed_total{reason=\"slow_reader\"");
            assertThat(slow.isConnected()).isTrue();
        }
    }

    private TestSocket open(Map<String, Object> claims) {
        return TestSocket.open(
                environment.url(), "Bearer " + environment.tokens().of(user, claims));
    }

    private Socket rawSocket(URI url) throws Exception {
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setReceiveBufferSize(8192);
        socket.setSoTimeout(15_000);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: "
                                + environment.tokens().bearer(user) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private int handshakeStatus(String authorization) {
        int[] status = new int[1];
        assertThatThrownBy(() -> TestSocket.open(environment.url(), authorization))
                .isInstanceOf(CompletionException.class)
                .satisfies(fault -> status[0] = ((WebSocketHandshakeException) fault.getCause())
                        .getResponse()
                        .statusCode());
        assertThat(Set.of(400, 401, 429)).contains(status[0]);
        return status[0];
    }
}
