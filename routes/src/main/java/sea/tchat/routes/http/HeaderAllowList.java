package sea.tchat.routes.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers pass between HTTP and the routes: none on the way in, and on the way out only those the public contract names.
 *
 * <p>On the way in the REST entry reads what it needs from the request itself, so that no header and no query parameter of a
 * caller can ever be taken for one that steers a component ({@code CamelSqlQuery}, {@code camelhttpuri} …) or come back in an
 * answer: platform-http by itself gives back what it was sent.
 */
public final class HeaderAllowList implements HeaderFilterStrategy {
    /** The name under which endpoints find it. */
    public static final String BEAN = "headerAllowList";

    private static final Set<String> ANSWER = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ANSWER.addAll(List.of(
                "Allow",
                "Cache-Control",
                "ETag",
                "Idempotent-Replayed",
                "Location",
                "RateLimit-Limit",
                "RateLimit-Remaining",
                "RateLimit-Reset",
                "Retry-After",
                "Vary",
                "WWW-Authenticate",
                "X-Content-Type-Options",
                "X-Request-ID"));
    }

    public static boolean mayLeave(String name) {
        return ANSWER.contains(name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !mayLeave(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
