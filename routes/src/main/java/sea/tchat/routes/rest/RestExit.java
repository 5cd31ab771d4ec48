package sea.tchat.routes.rest;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.http.HeaderAllowList;

/**
 * What every answer gets on its way out: JSON, a status, only headers of the allow-list, one line in the access log and one
 * observation in the metrics.
 */
public final class RestExit implements Processor {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private final MeterRegistry meters;

    public RestExit(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        int status = status(message);
        Map<String, Object> headers = answerHeaders(message, exchange);
        String etag = (String) headers.get("ETag");
        if (status == 200
                && etag != null
                && matches(etag, exchange.getProperty(RestEntry.IF_NONE_MATCH, String.class))) {
            status = 304;
            body = null;
        }
        String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (status == 204 || status == 304) {
            body = null;
        } else if (!(body instanceof byte[]) && body != null) {
            body = body instanceof String text && contentType != null
                    ? text.getBytes(StandardCharsets.UTF_8)
                    : Json.bytes(body);
        }
        if (body != null) {
            headers.put(Exchange.CONTENT_TYPE, contentType == null ? "application/json" : contentType);
        }
        headers.put(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeaders(headers);
        message.setBody(body);
        observe(exchange, status);
        RequestIds.leave();
    }

    /** What the route has set, else 204 without a body and 200 with one. */
    public static int status(Message message) {
        Integer set = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return set != null ? set : message.getBody() == null ? 204 : 200;
    }

    private static Map<String, Object> answerHeaders(Message message, Exchange exchange) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        message.getHeaders().forEach((name, value) -> {
            if (value != null && HeaderAllowList.mayLeave(name)) {
                headers.put(name, value.toString());
            }
        });
        headers.put("X-Request-ID", exchange.getProperty(RequestIds.REQUEST_ID, String.class));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.putIfAbsent("Cache-Control", "no-store");
        return headers;
    }

    private static boolean matches(String etag, String ifNoneMatch) {
        return ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag));
    }

    private void observe(Exchange exchange, int status) {
        Operation operation = exchange.getProperty(RestEntry.OPERATION, Operation.class);
        long nanos = System.nanoTime() - exchange.getProperty(RestEntry.STARTED, Long.class);
        record(meters, operation.method(), operation.id(), status, nanos);
        log(operation.method(), operation.path(), operation.id(), status, nanos);
    }

    /** The two metrics of the public contract; {@code operation} keeps the number of series bounded, a path would not. */
    public static void record(MeterRegistry meters, String method, String operation, int status, long nanos) {
        Tags tags = Tags.of("method", method, "operation", operation, "status", Integer.toString(status));
        meters.counter("http.requests", tags).increment();
        meters.timer("http.request.duration", Tags.of("method", method, "operation", operation))
                .record(Duration.ofNanos(nanos));
    }

    public static void log(String method, String path, String operation, int status, long nanos) {
        ACCESS.info(
                "{} {}",
                method,
                path,
                kv("status_code", status),
                kv("duration", nanos / 1_000_000 + "ms"),
                kv("route_id", operation));
    }
}
