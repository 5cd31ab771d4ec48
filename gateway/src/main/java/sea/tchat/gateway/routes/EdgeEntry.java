package sea.tchat.gateway.routes;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.MDC;
import sea.tchat.gateway.domain.EdgePath;
import sea.tchat.gateway.store.EndedSessions;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.http.RawBody;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.identity.Identity;
import sea.tchat.routes.limits.TokenBuckets.Verdict;
import sea.tchat.routes.rest.Operation;
import sea.tchat.routes.rest.RequestIds;
import sea.tchat.routes.rest.RestEntry;

/**
 * The door of everything that is proxied. After it the message is the request to the service: allowed headers, the normalised
 * path, the query as it came, the body's bytes untouched, as signatures are made over them.
 */
final class EdgeEntry implements Processor {
    /** Whether the service is to be asked: not for OPTIONS. */
    static final String FORWARD = "edge.forward";
    /** Whether the answer goes without its body. */
    static final String HEAD = "edge.head";
    /** The {@code RateLimit-*} headers of the answer. */
    static final String LIMITS = "edge.limits";

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final String upstream;
    private final String prefix;
    private final AccessTokens tokens;
    private final EndedSessions endedSessions;
    private final EdgeLimits limits;
    private final ClientAddress clients;

    EdgeEntry(
            String upstream,
            String prefix,
            AccessTokens tokens,
            EndedSessions endedSessions,
            EdgeLimits limits,
            ClientAddress clients) {
        this.upstream = upstream;
        this.prefix = prefix;
        this.tokens = tokens;
        this.endedSessions = endedSessions;
        this.limits = limits;
        this.clients = clients;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(RestEntry.STARTED, System.nanoTime());
        HttpServerRequest request = exchange.getIn(HttpMessage.class).getRequest();
        MultiMap given = request.headers();
        String method =
                METHODS.contains(request.method().name()) ? request.method().name() : "OTHER";
        exchange.setProperty(RestEntry.OPERATION, operation(method));
        exchange.setProperty(RestEntry.INSTANCE, request.path());
        String requestId = RequestIds.requestId(given.get("X-Request-ID"));
        String traceparent = RequestIds.traceparent(given.get("traceparent"));
        RequestIds.enter(requestId, traceparent);
        exchange.setProperty(RequestIds.REQUEST_ID, requestId);

        Message message = exchange.getMessage();
        String normalised = message.getHeader(Exchange.HTTP_PATH, String.class);
        byte[] body = RawBody.of(message, request);
        message.setHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        message.setBody(null);

        String path = EdgePath.of(normalised)
                .filter(plain -> EdgePath.isWithin(plain, prefix))
                .orElseThrow(() -> new Refused("NOT_FOUND", "no such path"));
        if (isMultipart(given.get("Content-Type"))) {
            throw new Refused("UNSUPPORTED_MEDIA_TYPE", "files are not uploaded here");
        }
        if (method.equals("OTHER") || method.equals("OPTIONS")) {
            answerMethods(exchange, method);
            return;
        }
        String client = clients.of(request);
        admit(exchange, method, path, given.get("Authorization"), client);

        ProxyHeaders.PASSED.forEach(name -> passOn(message, given, name));
        message.setHeader("X-Request-ID", requestId);
        message.setHeader("traceparent", traceparent);
        message.setHeader("X-Forwarded-For", client);
        // HEAD is GET without the body; the contracts need not name it.
        message.setHeader(Exchange.HTTP_METHOD, method.equals("HEAD") ? "GET" : method);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader(Exchange.HTTP_RAW_QUERY, request.query());
        message.setBody(body.length == 0 ? null : body);
        exchange.setProperty(FORWARD, true);
        exchange.setProperty(HEAD, method.equals("HEAD"));
    }

    /**
     * A bad token is counted as a call of its address, so that guessing is limited; then refused. One that has merely expired goes
     * on: a client renews it by a public call to which it may be attached still, and each service verifies tokens for itself.
     */
    private void admit(Exchange exchange, String method, String path, String authorization, String client) {
        Identity identity = null;
        Refused bad = null;
        if (authorization != null) {
            try {
                identity = tokens.verify(authorization);
                endedSessions.refuseEnded(identity);
                MDC.put("user_id", identity.userId().toString());
            } catch (Refused refused) {
                identity = null;
                bad = refused.code().equals("TOKEN_EXPIRED") ? null : refused;
            }
        }
        Verdict verdict = limits.take(method, path, identity, client);
        Map<String, Object> headers = EdgeLimits.headers(verdict);
        exchange.setProperty(LIMITS, headers);
        exchange.getMessage().getHeaders().putAll(headers);
        EdgeLimits.require(verdict);
        if (bad != null) {
            throw bad;
        }
    }

    private static void answerMethods(Exchange exchange, String method) {
        exchange.getMessage().setHeader("Allow", String.join(", ", METHODS));
        if (method.equals("OTHER")) {
            throw new Refused("METHOD_NOT_ALLOWED");
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
    }

    private static boolean isMultipart(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "multipart/", 0, 10);
    }

    private static void passOn(Message message, MultiMap given, String name) {
        String value = given.get(name);
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    /** What the access log and the metrics call it: the prefix and no more, as paths are without bound and hold ids. */
    private Operation operation(String method) {
        String name = upstream + "."
                + prefix.substring(1).replaceFirst("^api/v1/", "").replace('/', '.');
        return new Operation(name, method, prefix, "", true, Set.of(), List.of(), null, false, true);
    }
}
