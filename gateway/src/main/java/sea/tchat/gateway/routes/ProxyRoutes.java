package sea.tchat.gateway.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.store.EndedSessions;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.http.HeaderAllowList;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.rest.RestExit;

/**
 * One route for each path prefix of application.yaml, {@code gateway.edge.messaging.dialogs}, and one for each service,
 * {@code gateway.proxy.messaging}, made from the templates {@code edge} and {@code proxy}.
 */
@Component
public class ProxyRoutes extends RouteBuilder {
    private final EdgeSettings settings;
    private final AccessTokens tokens;
    private final EndedSessions endedSessions;
    private final EdgeLimits limits;
    private final ClientAddress clients;
    private final RestExit exit;

    public ProxyRoutes(
            EdgeSettings settings,
            AccessTokens tokens,
            EndedSessions endedSessions,
            EdgeLimits limits,
            ClientAddress clients,
            RestExit exit) {
        this.settings = settings;
        this.tokens = tokens;
        this.endedSessions = endedSessions;
        this.limits = limits;
        this.clients = clients;
        this.exit = exit;
    }

    @Override
    public void configure() {
        Registry registry = getContext().getRegistry();
        registry.bind(ProxyHeaders.BEAN, new ProxyHeaders());
        templates();
        settings.upstreams().forEach((name, upstream) -> {
            registry.bind("fault-" + name, new UpstreamFault(name));
            templatedRoute("proxy")
                    .routeId("gateway.proxy." + name)
                    .parameter("name", name)
                    .parameter("url", upstream.url().replaceFirst("/+$", ""));
            upstream.paths().forEach(path -> {
                registry.bind("entry-" + path, new EdgeEntry(name, path, tokens, endedSessions, limits, clients));
                templatedRoute("edge")
                        .routeId("gateway.edge." + name
                                + path.replaceFirst("^/api/v1", "").replace('/', '.'))
                        .parameter("name", name)
                        .parameter("path", path);
            });
        });
    }

    private void templates() {
        routeTemplate("edge")
                .templateParameter("name")
                .templateParameter("path")
                .from("platform-http:{{path}}?matchOnUriPrefix=true&muteException=true&headerFilterStrategy=#"
                        + HeaderAllowList.BEAN)
                .routeConfigurationId("rest-entry")
                .routeDescription("{{path}}, {{path}}/… → {{name}}")
                .process("entry-{{path}}")
                .filter(exchangeProperty(EdgeEntry.FORWARD))
                .to("direct:proxy-{{name}}")
                .end()
                .process(exit);

        // Synchronous, as the HTTP engine's worker waits for the route anyway: the logging context stays on its thread.
        routeTemplate("proxy")
                .templateParameter("name")
                .templateParameter("url")
                .from("direct:proxy-{{name}}")
                .routeConfigurationId("step")
                .routeDescription("The request as it stands → {{url}}")
                .doTry()
                .to(
                        "netty-http:{{url}}?bridgeEndpoint=true&throwExceptionOnFailure=false&synchronous=true"
                                + "&headerFilterStrategy=#" + ProxyHeaders.BEAN
                                + "&keepAlive=true&reuseChannel=false&disconnect=false"
                                + "&connectTimeout={{tchat.edge.connect-timeout-ms}}"
                                + "&requestTimeout={{tchat.edge.response-timeout-ms}}"
                                + "&producerPoolMaxTotal={{tchat.edge.max-connections}}&producerPoolMaxIdle=16"
                                + "&producerPoolBlockWhenExhausted=false&chunkedMaxContentLength={{tchat.edge.max-answer-bytes}}")
                .process(new UpstreamAnswer())
                .doCatch(Exception.class)
                .process("fault-{{name}}")
                .end()
                .removeHeader(Exchange.HTTP_RESPONSE_TEXT);
    }
}
