package sea.tchat.routes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.MDC;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.http.RawBody;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.identity.Identity;
import sea.tchat.routes.identity.OpsGuard;

/**
 * The one door of every REST operation. What passes is known, typed and attributed; what does not is answered at once.
 *
 * <p>After it the message's headers are exactly: the parameters the contract declares (under their own names, typed),
 * {@code user_id}, {@code session_id}, {@code request_id}, {@code traceparent}, {@code client_ip}, and
 * {@code idempotency_key} where given. The body is the checked {@link JsonNode}, or the raw bytes for an {@code x-raw-body}
 * operation, or null. The {@link Identity} is the exchange property of that name.
 */
public final class RestEntry implements Processor {
    /** What the entry sets beside the parameters of the contract. */
    static final Set<String> OWN_HEADERS =
            Set.of("user_id", "session_id", "request_id", "traceparent", "client_ip", "idempotency_key");

    public static final String STARTED = "rest.started";
    public static final String OPERATION = "rest.operation";
    /** Exchange property: the caller's {@code Authorization}, for asking another service in the caller's name. Never a header. */
    public static final String AUTHORIZATION = "rest.authorization";

    public static final String INSTANCE = "rest.instance";
    static final String IF_NONE_MATCH = "rest.ifNoneMatch";

    private final Operation operation;
    private final AccessTokens tokens;
    private final OpsGuard opsGuard;
    private final ClientAddress clients;

    public RestEntry(Operation operation, AccessTokens tokens, OpsGuard opsGuard, ClientAddress clients) {
        this.operation = operation;
        this.tokens = tokens;
        this.opsGuard = opsGuard;
        this.clients = clients;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(STARTED, System.nanoTime());
        exchange.setProperty(OPERATION, operation);
        Message message = exchange.getMessage();
        HttpServerRequest request = exchange.getIn(HttpMessage.class).getRequest();
        MultiMap headers = request.headers();
        String requestId = RequestIds.requestId(headers.get("X-Request-ID"));
        String traceparent = RequestIds.traceparent(headers.get("traceparent"));
        RequestIds.enter(requestId, traceparent);
        exchange.setProperty(RequestIds.REQUEST_ID, requestId);
        exchange.setProperty(INSTANCE, request.path());
        exchange.setProperty(IF_NONE_MATCH, headers.get("If-None-Match"));

        byte[] bytes = RawBody.of(message, request);
        Map<String, String> path = pathParameters(message);
        message.setBody(null);
        message.setHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        message.setHeader(RequestIds.REQUEST_ID, requestId);
        message.setHeader(RequestIds.TRACEPARENT, traceparent);
        message.setHeader("client_ip", clients.of(request));

        if (operation.forOperators()) {
            opsGuard.check(
                    headers.get("Authorization"),
                    request.remoteAddress().hostAddress(),
                    headers.get("X-Forwarded-For"));
        } else if (!operation.open()) {
            identify(exchange, headers.get("Authorization"));
        }
        message.getHeaders().putAll(RequestCheck.parameters(operation, path, query(request), headers));
        idempotencyKey(message, headers);
        message.setBody(operation.raw() ? bytes : RequestCheck.body(operation, bytes, headers.get("Content-Type")));
    }

    /** Makes the refusal the answer of this exchange, as a problem document. */
    public static void answer(Exchange exchange, Refused refused) {
        int status = Problems.kind(refused.code()).status();
        Message message = exchange.getMessage();
        if (status == 503 || status == 504) {
            message.setHeader("Retry-After", "1");
        }
        if (status == 401) {
            message.setHeader("WWW-Authenticate", "Bearer");
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, Problems.MEDIA_TYPE);
        message.setBody(Json.bytes(Problems.document(
                refused,
                exchange.getProperty(INSTANCE, String.class),
                exchange.getProperty(RequestIds.REQUEST_ID, String.class))));
    }

    private void identify(Exchange exchange, String authorization) {
        Identity identity = tokens.verify(authorization);
        if (!identity.scopes().containsAll(operation.scopes())) {
            throw new Refused("FORBIDDEN", "this call needs the scope " + String.join(" ", operation.scopes()));
        }
        exchange.setProperty(Identity.PROPERTY, identity);
        exchange.setProperty(AUTHORIZATION, authorization);
        exchange.getMessage().setHeader("user_id", identity.userId());
        exchange.getMessage().setHeader("session_id", identity.sessionId());
        MDC.put("user_id", identity.userId().toString());
    }

    private static void idempotencyKey(Message message, MultiMap headers) {
        String key = headers.get("Idempotency-Key");
        message.removeHeader("Idempotency-Key");
        if (key != null) {
            if (key.length() < 16 || key.length() > 255 || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new Refused("IDEMPOTENCY_KEY_INVALID");
            }
            message.setHeader("idempotency_key", key);
        }
    }

    /** Vert.x adds the path's parameters to {@code params()}; only those of the query string are wanted here. */
    private static MultiMap query(HttpServerRequest request) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        if (request.query() != null) {
            new QueryStringDecoder(request.query(), false).parameters().forEach(query::add);
        }
        return query;
    }

    /** The allow-list lets no header in, so of what stands in the message only the path's parameters are plain strings of ours. */
    private Map<String, String> pathParameters(Message message) {
        Map<String, String> path = new HashMap<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path.put(parameter.name(), message.getHeader(parameter.name(), String.class));
            }
        }
        return path;
    }
}
