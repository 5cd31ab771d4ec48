package sea.tchat.messaging.domain;

import java.util.List;

/**
 * One page of a list.
 *
 * @param nextCursor where the next one begins, or null after the last
 */
public record Page<T>(List<T> items, String nextCursor) {}
