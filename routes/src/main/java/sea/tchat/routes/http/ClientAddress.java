package sea.tchat.routes.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of the client: the socket's, unless the socket is a trusted proxy's; then the last address in
 * {@code X-Forwarded-For} that is not itself a trusted proxy. What stands further left a client can write at will.
 */
public final class ClientAddress {
    private final List<IpSubnetFilterRule> trusted = new ArrayList<>();

    /** @param proxies addresses or CIDR blocks, such as {@code 127.0.0.1} or {@code 10.0.0.0/8}; empty trusts none */
    public ClientAddress(List<String> proxies) {
        for (String proxy : proxies) {
            if (!proxy.isBlank()) {
                trusted.add(rule(proxy.trim()));
            }
        }
    }

    /** Of a request; a proxy may have added a line of its own to {@code X-Forwarded-For} rather than to the client's. */
    public String of(HttpServerRequest request) {
        List<String> forwarded = request.headers().getAll("X-Forwarded-For");
        return of(request.remoteAddress().hostAddress(), forwarded.isEmpty() ? null : String.join(",", forwarded));
    }

    public String of(String socket, String forwardedFor) {
        if (forwardedFor == null || !isTrusted(socket)) {
            return socket;
        }
        String[] hops = forwardedFor.split(",");
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].trim();
            if (!isAddress(hop)) {
                return socket;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return hops[0].trim();
    }

    public boolean isTrusted(String address) {
        if (trusted.isEmpty() || !isAddress(address)) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** Only literals, so that no name is ever looked up. */
    private static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }

    private static IpSubnetFilterRule rule(String proxy) {
        int slash = proxy.indexOf('/');
        String address = slash < 0 ? proxy : proxy.substring(0, slash);
        if (!isAddress(address)) {
            throw new IllegalArgumentException("TRUSTED_PROXIES takes addresses or CIDR blocks, not: " + proxy);
        }
        int bits = slash < 0 ? (address.indexOf(':') >= 0 ? 128 : 32) : Integer.parseInt(proxy.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }
}
