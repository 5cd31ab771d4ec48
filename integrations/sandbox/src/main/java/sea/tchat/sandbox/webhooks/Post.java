package sea.tchat.sandbox.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Posts a delivery and answers the status; fails when nobody answers within ten seconds. Redirects are not followed, as providers do not. */
final class Post {
    private static final long TIMEOUT = 10_000;

    private final HttpClient client;

    Post(Vertx vertx) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000).setMaxPoolSize(32));
    }

    Future<Integer> send(Delivery delivery) {
        // Inside compose, so that an address that is none, or a client closed by now, fails like a receiver that does
        // not answer.
        return Future.succeededFuture(delivery)
                .compose(d -> client.request(options(d)))
                .compose(request -> request.send(Buffer.buffer(delivery.body())))
                .compose(response -> response.body().map(body -> response.statusCode()));
    }

    private static RequestOptions options(Delivery delivery) {
        RequestOptions options = new RequestOptions().setAbsoluteURI(delivery.url());
        options.setMethod(HttpMethod.POST).setTimeout(TIMEOUT).putHeader("content-type", delivery.contentType());
        delivery.headers().forEach(options::putHeader);
        return options;
    }
}
