package sea.tchat.messaging.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A dialog as one of its members sees it.
 *
 * @param peerId the other one of a direct dialog, else null
 * @param role the member's own
 * @param unreadCount {@code lastSeq − readSeq}
 */
public record Dialog(
        UUID id,
        String type,
        String name,
        String description,
        UUID peerId,
        int memberCount,
        String role,
        UUID createdBy,
        Instant createdAt,
        Message lastMessage,
        long lastSeq,
        long deliveredSeq,
        long readSeq,
        long unreadCount,
        Instant mutedUntil,
        boolean pinned) {

    /** @param message null where its time to live is over */
    public Dialog withLastMessage(Message message) {
        return new Dialog(
                id,
                type,
                name,
                description,
                peerId,
                memberCount,
                role,
                createdBy,
                createdAt,
                message,
                lastSeq,
                deliveredSeq,
                readSeq,
                unreadCount,
                mutedUntil,
                pinned);
    }
}
