package sea.tchat.messaging.routes;

import java.time.Duration;
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

/** The requests of this process that wait for the number of their message. */
@Component
class PendingReplies {
    private final String node = Ids.next().toString();
    private final ConcurrentMap<UUID, CompletableFuture<Reply>> pending = new ConcurrentHashMap<>();
    private final Duration wait;
    private final Semaphore waiting;

    PendingReplies(
            @Value("${tchat.messaging.reply-wait}") Duration wait,
            @Value("${tchat.messaging.waiting-posts}") int waitingPosts) {
        this.wait = wait;
        this.waiting = new Semaphore(waitingPosts);
    }

    /** This process, as the sequencer that works on its messages names it. */
    String node() {
        return node;
    }

    static String channelOf(String node) {
        return "reply:" + node;
    }

    /** Before the message is published: the reply may be faster than the broker's acknowledgement. */
    void expect(UUID submissionId) {
        pending.put(submissionId, new CompletableFuture<>());
    }

    void forget(UUID submissionId) {
        pending.remove(submissionId);
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
