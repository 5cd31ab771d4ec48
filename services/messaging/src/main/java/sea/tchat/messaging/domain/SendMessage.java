package sea.tchat.messaging.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/**
 * The body of {@code POST /dialogs/{id}/messages}, as the contract has checked it.
 *
 * @param clientMessageId the client's own name for it; a second use by the same sender in the same dialog is the same message
 * @param replyTo a seq of the dialog, or null
 * @param mentions at most 50 users, or null
 */
public record SendMessage(String clientMessageId, String type, JsonNode content, Long replyTo, List<UUID> mentions) {}
