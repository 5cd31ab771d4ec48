package sea.tchat.sandbox.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads request bodies up to a limit. */
public final class Bodies {
    private static final int LIMIT = 1 << 20;

    private Bodies() {}

    /** The body; fails with a {@link Refusal} of status 413 beyond 1 MiB, after reading on so that the answer gets through. */
    public static Future<Buffer> read(HttpServerRequest request) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        long[] size = {0};
        request.exceptionHandler(promise::tryFail);
        request.handler(chunk -> {
            size[0] += chunk.length();
            if (size[0] <= LIMIT) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (size[0] > LIMIT) {
                promise.tryFail(Refusal.of(413, null, "The body is too large."));
            } else {
                promise.tryComplete(body);
            }
        });
        return promise.future();
    }
}
