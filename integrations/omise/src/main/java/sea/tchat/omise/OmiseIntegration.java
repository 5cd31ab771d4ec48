package sea.tchat.omise;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What a service gets by having this library: the {@code provider} policy understands Omise's errors. The rest the kamelets name. */
@AutoConfiguration
public class OmiseIntegration {

    @Bean
    OmiseOutcomes omiseOutcomes() {
        return new OmiseOutcomes();
    }
}
