package sea.tchat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A phone's open WebSocket: the frames that came, in order. */
public final class LiveSocket implements AutoCloseable {
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private LiveSocket(URI url, String token) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .header("Authorization", "Bearer " + token)
                .buildAsync(url, new Reader())
                .join();
    }

    /** Connects, again and again while nobody answers, and returns once the server has said {@code ready}. */
    public static LiveSocket open(String gateway, String token, Duration patience) {
        URI url = URI.create(gateway.replaceFirst("^http", "ws") + "/ws");
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                LiveSocket socket = new LiveSocket(url, token);
                socket.await("ready", patience);
                return socket;
            } catch (CompletionException e) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("no WebSocket at " + url + ": " + e.getCause(), e);
                }
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            }
        }
    }

    /** The next frame of this type; others that come before it are passed over. */
    public JsonNode await(String type, Duration patience) {
        Instant end = Instant.now().plus(patience);
        try {
            while (true) {
                long left = Duration.between(Instant.now(), end).toMillis();
                JsonNode frame = left <= 0 ? null : frames.poll(left, TimeUnit.MILLISECONDS);
                if (frame == null) {
                    throw new IllegalStateException("no frame " + type + " in " + patience.toSeconds() + " s");
                }
                if (frame.path("type").asText().equals(type)) {
                    return frame.path("data");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the server has confirmed it, so that from then on this phone counts as away. */
    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> null).join();
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    frames.add(Api.JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("the server sent what is not JSON", e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
