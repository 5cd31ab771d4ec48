package sea.tchat.routes.rest;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import sea.tchat.routes.domain.Ids;

/**
 * The two names a request carries everywhere: {@code request_id} for people, {@code traceparent} (W3C Trace Context) for tools.
 * A sane one from outside is kept, so that a caller can find its own calls; anything else is replaced, never passed on.
 * Both stand in the logging context while a route works on the request, and go along as headers of Kafka records and calls.
 */
public final class RequestIds {
    public static final String REQUEST_ID = "request_id";
    public static final String TRACEPARENT = "traceparent";
    private static final String TRACE_ID = "trace_id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{8,128}");
    private static final Pattern W3C = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestIds() {}

    /** @param given what the caller sent, or null */
    public static String requestId(String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    /** The caller's trace with this process's span in it, or a new trace. */
    public static String traceparent(String given) {
        HexFormat hex = HexFormat.of();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String span = hex.toHexDigits(random.nextLong() | 1);
        if (given != null && W3C.matcher(given).matches()) {
            return given.substring(0, 36) + span + given.substring(52);
        }
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-" + span + "-01";
    }

    /** Puts both into the logging context of this thread. */
    public static void enter(String requestId, String traceparent) {
        MDC.put(REQUEST_ID, requestId);
        MDC.put(TRACEPARENT, traceparent);
        MDC.put(TRACE_ID, traceparent.substring(3, 35));
    }

    public static void leave() {
        MDC.clear();
    }

    /** The request that this thread works on, or null. */
    public static String current() {
        return MDC.get(REQUEST_ID);
    }

    public static String currentTraceparent() {
        return MDC.get(TRACEPARENT);
    }
}
