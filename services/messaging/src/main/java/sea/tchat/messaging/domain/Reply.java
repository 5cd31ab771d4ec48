package sea.tchat.messaging.domain;

import java.util.UUID;

/**
 * What the sequencer tells the request that waits.
 *
 * @param message null for {@link Outcome#REUSED}
 */
public record Reply(UUID submissionId, Outcome outcome, Message message) {
    public enum Outcome {
        NUMBERED,
        REPEATED,
        REUSED
    }
}
