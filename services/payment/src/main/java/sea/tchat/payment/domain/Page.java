package sea.tchat.payment.domain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import sea.tchat.routes.domain.Refused;

/** One page of a list, newest first; the cursor is the number of its last line, so pages stay put while new lines come. */
public record Page<T>(List<T> items, String nextCursor) {

    /** @param found up to one line more than {@code limit}, which tells whether there is a next page */
    public static <T> Page<T> of(List<T> found, int limit, ToLongFunction<T> number) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, cursor(number.applyAsLong(items.get(limit - 1))));
    }

    /**
     * @param cursor as this list gave it, or null for the first page
     * @return lines below this number are wanted
     * @throws Refused {@code INVALID_CURSOR}
     */
    public static long before(String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            long number = Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (number > 0 && cursor.equals(cursor(number))) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            // told below, with what decodes but is none of ours
        }
        throw new Refused("INVALID_CURSOR");
    }

    private static String cursor(long number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
}
