package sea.tchat.gateway.routes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import sea.tchat.routes.http.HeaderAllowList;

/**
 * Which headers pass between the edge and a service: to it what the public contract names, with those that webhook signatures
 * stand in; from it what may leave. Anything else, above all {@code Camel*}, {@code Cookie} and {@code Host}, ends here.
 */
final class ProxyHeaders implements HeaderFilterStrategy {
    static final String BEAN = "proxyHeaders";

    /** Passed on as the client sent them. */
    static final List<String> PASSED = List.of(
            "Authorization",
            "Content-Type",
            "Accept",
            "Idempotency-Key",
            "If-None-Match",
            "If-Match",
            "X-Step-Up-Token",
            "User-Agent",
            "Stripe-Signature",
            "Omise-Signature",
            "Omise-Signature-Timestamp",
            "X-Twilio-Signature");

    private static final Set<String> TO_SERVICE = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        TO_SERVICE.addAll(PASSED);
        // Set by the edge itself.
        TO_SERVICE.addAll(List.of("X-Request-ID", "traceparent", "X-Forwarded-For"));
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !TO_SERVICE.contains(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !HeaderAllowList.mayLeave(name) && !name.equalsIgnoreCase(Exchange.CONTENT_TYPE);
    }
}
