package sea.tchat.messaging.domain;

import java.time.Instant;
import java.util.UUID;

/** A member of a dialog, as the others see them. */
public record Member(UUID userId, String role, Instant joinedAt) {}
