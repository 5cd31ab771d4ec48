package sea.tchat.kamelets;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class TmpTest {
    @Test
    void x() throws Exception {
        CamelContext camel = Kamelets.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").routeConfigurationId("provider").process(e -> {
                    throw new IllegalStateException("x");
                });
                from("direct:b").routeId("b").routeConfigurationId("provider").to("direct:c");
                from("direct:d")
                        .routeId("d")
                        .routeConfigurationId("provider")
                        .to("kamelet:omise-charge-lookup-sink?secretKey=x");
                from("direct:c").routeId("c").errorHandler(noErrorHandler()).process(e -> {
                    throw new IllegalStateException("x");
                });
            }
        });
        for (String n : new String[] {"a", "b", "d"}) {
            var e = camel.createProducerTemplate().request("direct:" + n, x -> {});
            System.err.println(
                    "TMP " + n + " " + e.getException() + " " + e.getMessage().getBody());
        }
        System.err.println("TMP "
                + camel.getCamelContextExtension()
                        .getContextPlugin(org.apache.camel.model.Model.class)
                        .getRouteConfigurationDefinitions());
        for (var r : camel.getCamelContextExtension()
                .getContextPlugin(org.apache.camel.model.Model.class)
                .getRouteDefinitions())
            System.err.println("TMP " + r.getRouteId() + " " + r.getErrorHandlerFactory() + " "
                    + r.getAppliedRouteConfigurationIds());
        camel.stop();
    }
}
