package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.testkit.TestEnvironment;

@AuthTest
class UserEventsTest {
    @Autowired
    AuthClient client;

    @Autowired
    TestEnvironment environment;

    @Test
    void tellsOfRegistrationAndSignInInOrder() {
        String number = AuthClient.newNumber();
        JsonNode first = client.signIn(number);
        JsonNode second = client.signIn(number);
        String user = first.get("user").get("id").asText();

        List<Event> events = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", environment.get("KAFKA_BROKERS"),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(environment.get("KAFKA_TOPIC_PREFIX") + "user.events"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals(user)) {
                        events.add(Json.read(record.value(), Event.class));
                    }
                }
                return events.size() >= 3;
            });
        }
        assertThat(events).extracting(Event::type).containsExactly("user.registered", "user.login", "user.login");
        JsonNode registered = events.get(0).data();
        assertThat(registered.get("user_id").asText()).isEqualTo(user);
        assertThat(registered.get("phone_number").asText()).isEqualTo(number);
        assertThat(registered.get("country").asText()).isEqualTo("TH");
        assertThat(registered.get("time_zone").asText()).isEqualTo("Asia/Bangkok");
        assertThat(registered.has("display_name")).isTrue();
        assertThat(events.get(2).data().get("session_id")).isEqualTo(second.get("session_id"));
    }
}
