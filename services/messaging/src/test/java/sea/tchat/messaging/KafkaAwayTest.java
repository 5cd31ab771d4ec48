package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import sea.tchat.testkit.ServiceTest;

/** Kafka is away: a message is not accepted and nothing of it is kept; what is there can be read, however many are sent. */
@ServiceTest(
        service = "messaging",
        properties = {
            "KAFKA_BROKERS=127.0.0.1:9",
            "camel.component.kafka.max-block-ms=5000",
            "tchat.http.workers=4",
            "tchat.messaging.posts=2",
            "tchat.messaging.waiting-posts=1"
        })
@DirtiesContext // its own service, ended with it
class KafkaAwayTest extends MessagingTest {
    private static final String AT_ONCE = "too many messages are on their way; try again";

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

    @Test
    void keepsWorkersForEverythingElse() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Answer>> posts = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> say(alice, dialog, "hello"), clients))
                    .limit(8)
                    .toList();
            // All but the two that have got a permit are refused while these two still try to publish.
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            posts.stream().filter(CompletableFuture::isDone).count() == 6);
            assertThat(get(alice, "/api/v1/dialogs/" + dialog).status()).isEqualTo(200);
            assertThat(posts.stream().filter(CompletableFuture::isDone)).hasSize(6);
            List<Answer> answers = posts.stream().map(CompletableFuture::join).toList();
            answers.forEach(answer -> answer.isProblem(503, "SERVICE_UNAVAILABLE"));
            assertThat(answers).extracting(Answer::retryAfter).containsOnly("1");
            assertThat(answers)
                    .filteredOn(answer -> answer.text("/detail").equals(AT_ONCE))
                    .hasSize(6);
        } finally {
            clients.shutdown();
        }
        // The permits have been given back.
        assertThat(say(alice, dialog, "hello").text("/detail")).isNotEqualTo(AT_ONCE);
        assertThat(history(alice, dialog)).isEmpty();
    }
}
