package sea.tchat.messaging.domain;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import sea.tchat.routes.domain.Refused;

/** Where a page of the list of members ended: its last member. */
public final class MemberCursor {
    private MemberCursor() {}

    public static String encode(UUID userId) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(userId.getMostSignificantBits()).putLong(userId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws Refused {@code INVALID_CURSOR} */
    public static UUID decode(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == 16) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw new Refused("INVALID_CURSOR");
        }
        throw new Refused("INVALID_CURSOR");
    }
}
