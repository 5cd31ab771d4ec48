package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import sea.tchat.testkit.ServiceTest;

/** Kafka is away: a message is not accepted and nothing of it is kept; what is there can be read. */
@ServiceTest(
        service = "messaging",
        properties = {"KAFKA_BROKERS=127.0.0.1:9", "camel.component.kafka.max-block-ms=1000"})
@DirtiesContext // its own service, ended with it
class KafkaAwayTest extends MessagingTest {

    @Override
    void theSequencerIsThere() {
        // It is not.
    }

    @Test
    void refusesMessagesAndKeepsNothing() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        say(alice, dialog, "hello").isProblem(503, "SERVICE_UNAVAILABLE");
        assertThat(history(alice, dialog)).isEmpty();
        assertThat(get(alice, "/api/v1/dialogs/" + dialog).text("/last_seq")).isEqualTo("0");
    }
}
