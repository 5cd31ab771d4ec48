package sea.tchat.messaging.routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Refused;

/**
 * The requests of this process that send a message and wait for its number.
 *
 * <p>Each holds an HTTP worker all the while. So there are two bounds, both below the number of workers: one for all that are on
 * their way, as with Kafka away each publishing lasts until the producer gives up; and a lower one for those of them that wait for
 * a number, so that while nobody numbers there is room for others to be accepted.
 */
@Component
class PendingReplies {
    private final String node = Ids.next().toString();
    private final ConcurrentMap<UUID, CompletableFuture<Reply>> pending = new ConcurrentHashMap<>();
    private final Duration wait;
    private final Semaphore posts;
    private final Semaphore waiting;

    /** @throws IllegalArgumentException unless waitingPosts ≤ posts &lt; workers */
    PendingReplies(
            @Value("${tchat.messaging.reply-wait}") Duration wait,
            @Value("${tchat.messaging.posts}") int posts,
            @Value("${tchat.messaging.waiting-posts}") int waitingPosts,
            @Value("${tchat.http.workers}") int workers,
            MeterRegistry meters) {
        if (waitingPosts > posts || posts >= workers) {
            throw new IllegalArgumentException("tchat.messaging.waiting-posts (" + waitingPosts
                    + ") must not be more than tchat.messaging.posts (" + posts
                    + "), and these fewer than HTTP_WORKERS ("
                    + workers + ")");
        }
        this.wait = wait;
        this.posts = new Semaphore(posts);
        this.waiting = new Semaphore(waitingPosts);
        meters.gauge("messaging.posts.pending", pending, Map::size);
    }

    /** This process, as the sequencer that works on its messages names it. */
    String node() {
        return node;
    }

    static String channelOf(String node) {
        return "reply:" + node;
    }

    /**
     * Before the message is published: the reply may be faster than the broker's acknowledgement. Each is to be followed by
     * {@link #forget}.
     *
     * @throws Refused SERVICE_UNAVAILABLE at once when too many are on their way already; nothing is kept
     */
    void expect(UUID submissionId) {
        if (!posts.tryAcquire()) {
            throw new Refused("SERVICE_UNAVAILABLE", "too many messages are on their way; try again");
        }
        pending.put(submissionId, new CompletableFuture<>());
    }

    void forget(UUID submissionId) {
        if (pending.remove(submissionId) != null) {
            posts.release();
        }
    }

    /** A reply that nobody waits for any more is dropped: the 202 has been given. */
    void arrived(Reply reply) {
        CompletableFuture<Reply> request = pending.get(reply.submissionId());
        if (request != null) {
            request.complete(reply);
        }
    }

    /** The reply, or empty when it did not come in time, or too many wait already. */
    Optional<Reply> await(UUID submissionId) throws InterruptedException {
        CompletableFuture<Reply> request = pending.get(submissionId);
        if (!waiting.tryAcquire()) {
            return Optional.ofNullable(request.getNow(null));
        }
        try {
            return Optional.of(request.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.release();
        }
    }
}
