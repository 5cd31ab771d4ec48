package sea.tchat.messaging.domain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import sea.tchat.routes.domain.Refused;

/** Where a page of the list of dialogs ended: its last dialog's activity, to the microsecond, and id. */
public record DialogCursor(Instant activityAt, UUID dialogId) {
    private static final int BYTES = 24;

    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(activityAt.getEpochSecond() * 1_000_000 + activityAt.getNano() / 1000);
        bytes.putLong(dialogId.getMostSignificantBits()).putLong(dialogId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws Refused {@code INVALID_CURSOR} */
    public static DialogCursor decode(String cursor) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException e) {
            throw new Refused("INVALID_CURSOR");
        }
        if (bytes.remaining() != BYTES) {
            throw new Refused("INVALID_CURSOR");
        }
        long micros = bytes.getLong();
        // Beyond these PostgreSQL has no time, and none of ours was ever there.
        if (micros < 0 || micros > Instant.parse("9999-01-01T00:00:00Z").getEpochSecond() * 1_000_000) {
            throw new Refused("INVALID_CURSOR");
        }
        return new DialogCursor(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000),
                new UUID(bytes.getLong(), bytes.getLong()));
    }
}
