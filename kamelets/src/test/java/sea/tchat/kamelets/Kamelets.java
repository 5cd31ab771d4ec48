package sea.tchat.kamelets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import sea.tchat.omise.OmiseOutcomes;
import sea.tchat.routes.policy.Outcomes;
import sea.tchat.routes.policy.Policies;
import sea.tchat.routes.rest.FaultAnswer;
import sea.tchat.routes.rest.RestExit;
import sea.tchat.testkit.Checkout;
import sea.tchat.twilio.TwilioOutcomes;

/** A Camel context that has the kamelets and the fabric's policies, as a service has them, and nothing else. */
final class Kamelets {
    private Kamelets() {}

    /** The folder that services load them from. */
    static Path folder() {
        return Checkout.root().resolve("kamelets");
    }

    static CamelContext start(RoutesBuilder routes) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        KameletComponent component = camel.getComponent("kamelet", KameletComponent.class);
        component.setLocation("file:" + folder());
        component.setNoErrorHandler(asServicesHaveIt());
        camel.addRoutesConfigurations(policies());
        camel.addRoutes(routes);
        camel.start();
        return camel;
    }

    /** Read from the fabric's defaults: without it no kamelet would come under its caller's policy. */
    private static boolean asServicesHaveIt() {
        YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
        defaults.setResources(new ClassPathResource("tchat-defaults.yaml"));
        return Objects.requireNonNull(defaults.getObject())
                .get("camel.component.kamelet.no-error-handler")
                .equals(true);
    }

    private static Policies policies() {
        MeterRegistry meters = new SimpleMeterRegistry();
        Outcomes outcomes = new Outcomes(List.of(new TwilioOutcomes(), new OmiseOutcomes()));
        return new Policies(new FaultAnswer(), new RestExit(meters), null, outcomes, meters, Duration.ofMinutes(5));
    }

    /** The URI of a kamelet; values are taken as they are. */
    static String uri(String name, Map<String, ?> parameters) {
        StringBuilder uri = new StringBuilder("kamelet:").append(name);
        char separator = '?';
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            uri.append(separator)
                    .append(parameter.getKey())
                    .append("=RAW(")
                    .append(parameter.getValue())
                    .append(')');
            separator = '&';
        }
        return uri.toString();
    }
}
