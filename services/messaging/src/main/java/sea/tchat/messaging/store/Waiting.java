package sea.tchat.messaging.store;

import com.datastax.oss.driver.api.core.DriverException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what was asked of Cassandra at once; the driver's own time-out bounds it. */
final class Waiting {
    private Waiting() {}

    /** @throws DriverException as the call itself would have thrown, with this thread's stack */
    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DriverException fault) {
                throw fault.copy();
            }
            throw e;
        }
    }
}
