package sea.tchat.messaging.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;

/**
 * A message as it stands in the log, {@code message.submitted} on {@code message.inbound}: accepted, not numbered.
 *
 * @param messageId made from dialog, sender and client_message_id, so that whoever repeats the call hears the same id
 * @param replyNode the node whose request waits for the number, or null
 */
public record Submission(
        UUID messageId,
        UUID dialogId,
        UUID senderId,
        String clientMessageId,
        String type,
        JsonNode content,
        Long replyTo,
        List<UUID> mentions,
        String replyNode) {

    public static final String EVENT = "message.submitted";

    public Submission {
        mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }

    public static Submission of(UUID dialogId, UUID senderId, SendMessage message, String replyNode) {
        return new Submission(
                idOf(dialogId, senderId, message.clientMessageId()),
                dialogId,
                senderId,
                message.clientMessageId(),
                message.type(),
                message.content(),
                message.replyTo(),
                message.mentions(),
                replyNode);
    }

    /** The message that a payment leaves in the dialog. A client's own ids have no colon, so none can take this one's place. */
    public static Submission of(Payment payment) {
        String clientMessageId = "payment:" + payment.transactionId();
        return new Submission(
                idOf(payment.dialogId(), payment.fromUserId(), clientMessageId),
                payment.dialogId(),
                payment.fromUserId(),
                clientMessageId,
                "payment",
                Json.as(payment.content(), JsonNode.class),
                null,
                List.of(),
                null);
    }

    /** SHA-256 of what the sender said, whatever the order of its members: what a repeated client_message_id must match. */
    public byte[] bodyHash() {
        String said =
                Json.write(Json.canonical(Json.as(Arrays.asList(type, content, replyTo, mentions), JsonNode.class)));
        try {
            return MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID idOf(UUID dialogId, UUID senderId, String clientMessageId) {
        return Ids.of("message|" + dialogId + "|" + senderId + "|" + clientMessageId);
    }
}
