package sea.tchat.messaging.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message as everyone sees it: in answers, on {@code message.sent} and in the frame {@code message.new}.
 *
 * @param seq its place in the dialog, 1, 2, 3 … without gaps
 * @param sentAt when the log took it
 * @param replyTo a seq, or null
 */
public record Message(
        UUID id,
        UUID dialogId,
        long seq,
        UUID senderId,
        String clientMessageId,
        String type,
        JsonNode content,
        Long replyTo,
        List<UUID> mentions,
        Instant sentAt,
        Instant editedAt,
        Instant deletedAt,
        List<JsonNode> reactions) {

    public static final String SENT = "message.sent";

    /** A submission that got its number. */
    public static Message of(Submission submission, long seq, Instant sentAt) {
        return new Message(
                submission.messageId(),
                submission.dialogId(),
                seq,
                submission.senderId(),
                submission.clientMessageId(),
                submission.type(),
                submission.content(),
                submission.replyTo(),
                submission.mentions(),
                sentAt,
                null,
                null,
                List.of());
    }
}
