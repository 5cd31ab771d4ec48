package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import sea.tchat.testkit.ServiceTest;

/** Redis is away from the start: only freshness suffers. */
@ServiceTest(service = "messaging", properties = "REDIS_PORT=9")
@DirtiesContext // its own service, ended with it
class RedisAwayTest extends MessagingTest {

    /**
     * Not {@code none}: with Redis away everybody looks as if they had no socket, those at their screens too, and each would be
     * sent a text that costs money. Nobody misses a message for it: it is in the history, a client that comes back or asks again
     * gets it by its cursor, and the inbox of the app is filled all the same.
     */
    @Test
    void numbersAndStoresAndDoesNotClaimThatAnybodyIsAway() {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        for (int i = 1; i <= 5; i++) {
            assertThat(say(alice, dialog, "message " + i).text("/seq")).isEqualTo(Integer.toString(i));
        }
        assertThat(history(bob, dialog)).hasSize(5);
        try (Log log = new Log(environment)) {
            await().untilAsserted(() ->
                    assertThat(log.read("message.unreached", dialog)).hasSize(5));
            assertThat(log.read("message.unreached", dialog))
                    .allMatch(event -> event.data().at("/user_ids/0").asText().equals(bob.toString()))
                    .allMatch(event -> event.data().at("/reach").asText().equals("unknown"));
        }
    }
}
