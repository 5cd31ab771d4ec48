package sea.tchat.payment.domain;

import java.util.List;

/** A list that is never longer than a page. */
public record Items<T>(List<T> items, String nextCursor) {
    public Items(List<T> items) {
        this(items, null);
    }
}
