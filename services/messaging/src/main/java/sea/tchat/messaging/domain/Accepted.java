package sea.tchat.messaging.domain;

import java.util.UUID;

/** The 202 of a message that is durable and not numbered yet. */
public record Accepted(UUID id, String clientMessageId, String state) {
    public Accepted(UUID id, String clientMessageId) {
        this(id, clientMessageId, "accepted");
    }
}
