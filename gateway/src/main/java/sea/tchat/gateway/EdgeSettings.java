package sea.tchat.gateway;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tchat.edge} of application.yaml.
 *
 * @param upstreams by name
 * @param maxConnections to one upstream, and so how many of its calls may be under way
 * @param maxAnswerBytes the largest answer of an upstream that is passed on; more is a 502
 * @param limits by name
 */
@ConfigurationProperties("tchat.edge")
public record EdgeSettings(
        Map<String, Upstream> upstreams,
        int connectTimeoutMs,
        int responseTimeoutMs,
        int maxConnections,
        int maxAnswerBytes,
        Map<String, LimitLine> limits,
        Sockets sockets) {

    /** @param paths prefixes, each up to the end of a part: {@code /api/v1/auth} does not take {@code /api/v1/authors} */
    public record Upstream(String url, List<String> paths) {}

    /** Whose bucket a call is taken from. */
    public enum By {
        ADDRESS,
        USER,
        PROVIDER
    }

    /** @param calls {@code METHOD path} with {@code *} for one part; empty means every call */
    public record LimitLine(
            By by,
            @DefaultValue List<String> calls,
            long burst,
            long refill,
            long per,
            @DefaultValue("false") boolean closed) {}

    /** What one WebSocket may ask of this process. */
    public record Sockets(
            int heartbeatS,
            int maxFrameBytes,
            int maxFramesAMinute,
            int maxBadFramesAMinute,
            int maxPendingFrames,
            long maxPendingBytes,
            int maxSocketsAUser) {}
}
