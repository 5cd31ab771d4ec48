package sea.tchat.gateway.routes;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import sea.tchat.routes.domain.Refused;

/** What came back from a service becomes the answer: a sane status, allowed headers, the body's bytes. */
final class UpstreamAnswer implements Processor {

    /** Netty's status for what it could not parse as an HTTP answer. */
    private static final int UNPARSED = 999;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = message.getBody(byte[].class);
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(message.getHeaders());
        Map<?, ?> limits = exchange.getProperty(EdgeEntry.LIMITS, Map.of(), Map.class);
        limits.forEach((name, value) -> headers.put(name.toString(), value));
        message.setHeaders(headers);
        if (status == null || status < 200 || status >= 600 || status == UNPARSED) {
            throw new Refused("UPSTREAM_FAILED");
        }
        boolean none = body == null || body.length == 0 || exchange.getProperty(EdgeEntry.HEAD, false, Boolean.class);
        message.setBody(none ? null : body);
    }
}
