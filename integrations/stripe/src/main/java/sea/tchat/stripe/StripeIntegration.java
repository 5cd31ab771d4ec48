package sea.tchat.stripe;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What a service gets by having this library: the {@code provider} policy understands Stripe's errors. */
@AutoConfiguration
public class StripeIntegration {

    @Bean
    StripeOutcomes stripeOutcomes() {
        return new StripeOutcomes();
    }
}
