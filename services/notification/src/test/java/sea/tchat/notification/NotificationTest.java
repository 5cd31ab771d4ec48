package sea.tchat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** The notification service against real stores; its provider of SMS is a route of the test. */
@ServiceTest(
        value = "notification",
        properties = {
            // The sandbox on the class path brings a logback.xml of its own.
            "logging.config=classpath:logback-spring.xml",
            "tchat.sms.sink=direct:sms-provider",
            "tchat.sms.period=200",
            "tchat.sms.retry-seconds=1",
            "tchat.sms.max-attempts=2",
            "tchat.sms.abandoned-seconds=3600"
        })
@Import(SmsProvider.class)
abstract class NotificationTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    TestEnvironment environment;

    @Autowired
    ProducerTemplate camel;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    SmsProvider provider;

    static String number() {
        return "+668" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    /** A user that auth has told of, in Thai. */
    UUID user(String number) {
        UUID user = UUID.randomUUID();
        tellUser(user, number);
        return user;
    }

    void tellUser(UUID user, String number) {
        publish(
                "user.events",
                Event.of(
                        "user.registered",
                        user,
                        Map.of(
                                "user_id", user,
                                "phone_number", number,
                                "country", "TH",
                                "locale", "th",
                                "time_zone", "Asia/Bangkok",
                                "display_name", "")));
    }

    Event unreached(UUID dialog, UUID... users) {
        return unreached("none", dialog, users);
    }

    Event unreached(String reach, UUID dialog, UUID... users) {
        return Event.of(
                "message.unreached",
                dialog,
                Map.of(
                        "dialog_id",
                        dialog,
                        "seq",
                        1,
                        "message_id",
                        UUID.randomUUID(),
                        "sender_id",
                        UUID.randomUUID(),
                        "user_ids",
                        List.of(users),
                        "type",
                        "text",
                        "reach",
                        reach));
    }

    void publish(String topic, Event event) {
        camel.sendBodyAndHeader(
                "kafka:" + environment.get("KAFKA_TOPIC_PREFIX") + topic,
                Json.write(event),
                "kafka.KEY",
                event.subject());
    }

    List<String> states(UUID user) {
        return jdbc.queryForList(
                "select sms_state from notifications where user_id = ? order by id", String.class, user);
    }

    void awaitStates(UUID user, String... states) {
        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(states(user)).isEqualTo(List.of(states)));
    }

    List<String> attempts(UUID user) {
        return jdbc.queryForList("select state from attempts where user_id = ? order by id", String.class, user);
    }

    HttpResponse<String> call(String method, String path, UUID caller) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(environment.url() + path)).method(method, BodyPublishers.noBody());
        if (caller != null) {
            request.header("Authorization", environment.tokens().bearer(caller));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode get(String path, UUID caller) throws Exception {
        return Json.tree(call("GET", path, caller).body());
    }
}
