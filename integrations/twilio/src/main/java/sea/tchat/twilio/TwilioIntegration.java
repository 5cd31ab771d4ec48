package sea.tchat.twilio;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What a service gets by having this library: the {@code provider} policy understands Twilio's errors. The rest the kamelets name. */
@AutoConfiguration
public class TwilioIntegration {

    @Bean
    TwilioOutcomes twilioOutcomes() {
        return new TwilioOutcomes();
    }
}
