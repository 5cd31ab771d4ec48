package sea.tchat.messaging.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.routes.domain.Refused;

class PendingRepliesTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    private PendingReplies replies(int posts, int waiting, int workers) {
        return new PendingReplies(Duration.ofMinutes(1), posts, waiting, workers, meters);
    }

    @Test
    void refusesAtOnceWhatGoesOverTheBoundAndTakesMoreWhenOneIsOver() {
        PendingReplies replies = replies(1, 1, 2);
        replies.expect(first);
        assertThatThrownBy(() -> replies.expect(second))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("SERVICE_UNAVAILABLE"));
        replies.forget(second); // as the request's end does, though it never got a permit
        assertThatThrownBy(() -> replies.expect(second)).isInstanceOf(Refused.class);
        assertThat(meters.get("messaging.posts.pending").gauge().value()).isEqualTo(1);

        replies.forget(first);
        replies.forget(first);
        replies.expect(second);
        assertThatThrownBy(() -> replies.expect(first)).isInstanceOf(Refused.class);
    }

    @Test
    void waitsForNoReplyWhenTooManyWait() throws InterruptedException {
        PendingReplies replies = replies(1, 0, 2);
        replies.expect(first);
        assertThat(replies.await(first)).isEmpty();
        Reply reply = new Reply(first, Reply.Outcome.REUSED, null);
        replies.arrived(reply);
        assertThat(replies.await(first)).contains(reply);
    }

    @Test
    void doesNotStartWithoutWorkersToSpare() {
        assertThatIllegalArgumentException().isThrownBy(() -> replies(4, 2, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> replies(2, 3, 4));
    }
}
