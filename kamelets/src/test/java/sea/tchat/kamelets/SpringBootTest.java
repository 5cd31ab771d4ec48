package sea.tchat.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.springboot.KameletComponentAutoConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import sea.tchat.omise.OmiseIntegration;
import sea.tchat.omise.OmiseOutcomes;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.policy.OutcomeClassifier;
import sea.tchat.stripe.StripeIntegration;
import sea.tchat.stripe.StripeOutcomes;
import sea.tchat.twilio.TwilioIntegration;
import sea.tchat.twilio.TwilioOutcomes;

/** In a service the context is Spring's and the settings are properties. */
class SpringBootTest {
    @TempDir
    static Path data;

    @Test
    void findsTheIntegrationsByItself() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, null))
                .contains(
                        TwilioIntegration.class.getName(),
                        StripeIntegration.class.getName(),
                        OmiseIntegration.class.getName());
    }

    @Test
    void runsAKameletWithTheServicesProperties() throws Exception {
        try (Providers providers = Providers.start(data, null)) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            CamelAutoConfiguration.class,
                            KameletComponentAutoConfiguration.class,
                            TwilioIntegration.class,
                            StripeIntegration.class,
                            OmiseIntegration.class))
                    .withPropertyValues(
                            "camel.component.kamelet.location=file:" + Kamelets.folder(),
                            "TWILIO_ACCOUNT_SID=" + Providers.ACCOUNT_SID,
                            "TWILIO_AUTH_TOKEN=" + Providers.AUTH_TOKEN,
                            "TWILIO_FROM=+15005550006",
                            "TWILIO_BASE_URL=" + providers.url("/twilio"))
                    .withBean(Sms.class)
                    .run(spring -> {
                        assertThat(spring.getBeansOfType(OutcomeClassifier.class)
                                        .values())
                                .hasSize(3)
                                .hasOnlyElementsOfTypes(
                                        TwilioOutcomes.class, StripeOutcomes.class, OmiseOutcomes.class);
                        Object answer = spring.getBean(CamelContext.class)
                                .createProducerTemplate()
                                .requestBodyAndHeaders("direct:sms", "hello", Map.of("to", "+66810000001"));
                        assertThat(answer).isInstanceOf(Outcome.Done.class);
                        assertThat(providers.messages("+66810000001")).hasSize(1);
                    });
        }
    }

    /** As a service writes it. */
    static class Sms extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:sms")
                    .routeId("test.sms")
                    .to("kamelet:twilio-sms-sink?accountSid={{TWILIO_ACCOUNT_SID}}&authToken={{TWILIO_AUTH_TOKEN}}"
                            + "&from={{TWILIO_FROM}}&baseUrl={{TWILIO_BASE_URL}}");
        }
    }
}
