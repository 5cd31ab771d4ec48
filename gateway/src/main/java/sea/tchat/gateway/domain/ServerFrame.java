package sea.tchat.gateway.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import sea.tchat.routes.domain.Json;

/** The frames that the gateway itself says; those of events come ready-made from the services. */
public final class ServerFrame {
    private ServerFrame() {}

    /** The cursor is null: where a client stood is known to the messaging service, which is asked by {@code GET /sync}. */
    public static String ready(UUID sessionId, int heartbeatSeconds) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("session_id", sessionId);
        data.put("cursor", null);
        data.put("heartbeat_s", heartbeatSeconds);
        return frame("ready", null, data);
    }

    public static String pong(String id) {
        return frame("pong", id, Map.of());
    }

    /** What was missed cannot be replayed on this socket: read it over HTTP. */
    public static String syncRequired(String id) {
        return frame("sync_required", id, Map.of());
    }

    /** @param message as the messaging service answered it */
    public static String ack(String id, Object message) {
        return frame("ack", id, withId(id, "message", message));
    }

    /** @param problem a problem document (RFC 9457) */
    public static String error(String id, Object problem) {
        return frame("error", id, withId(id, "problem", problem));
    }

    public static String goodbye(CloseReason reason) {
        return frame("goodbye", null, Map.of("reason", reason.text()));
    }

    private static Map<String, Object> withId(String id, String name, Object value) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put(name, value);
        return data;
    }

    private static String frame(String type, String id, Object data) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", type);
        if (id != null) {
            frame.put("id", id);
        }
        frame.put("data", data);
        return Json.write(frame);
    }
}
