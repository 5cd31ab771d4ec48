package sea.tchat.messaging.domain;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a gateway node is asked to send to the sockets it holds: one frame, to several users. */
public final class Frames {
    private Frames() {}

    /** @param data the frame's data, as a client sees it */
    public record Frame(String type, Object data) {}

    /** What goes over the channel {@code node:<node>}. */
    public record ForNode(List<UUID> userIds, Frame frame) {}

    /** The same frame for each node's users. */
    public static List<Addressed> of(String type, Object data, Map<String, List<UUID>> nodes) {
        Frame frame = new Frame(type, data);
        return nodes.entrySet().stream()
                .map(node -> new Addressed("node:" + node.getKey(), new ForNode(node.getValue(), frame)))
                .toList();
    }

    /** @param channel the Redis channel of the node */
    public record Addressed(String channel, ForNode content) {}
}
