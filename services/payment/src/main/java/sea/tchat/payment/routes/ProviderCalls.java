package sea.tchat.payment.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Outcome;

/**
 * {@code provider_call_duration_seconds}: how long a call of a provider took, all its tries together, by {@code provider},
 * {@code operation} and {@code outcome} (done, rejected, unknown). Its count is the number of calls.
 */
@Component
public class ProviderCalls {
    private static final String BEGUN = "provider_call_begun";

    private final MeterRegistry meters;

    public ProviderCalls(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The step before the call. */
    static void begin(Exchange exchange) {
        exchange.setProperty(BEGUN, Timer.start());
    }

    /** The step after it, where the {@code provider} policy has made an {@link Outcome} of a failure. */
    Processor end(String provider, String operation) {
        return exchange -> {
            String outcome = outcome(exchange.getMessage().getBody());
            Timer.Sample call = (Timer.Sample) exchange.removeProperty(BEGUN);
            call.stop(meters.timer(
                    "provider.call.duration", "provider", provider, "operation", operation, "outcome", outcome));
        };
    }

    /** What is no outcome is what was asked for: a charge, or that there is none. */
    private static String outcome(Object answer) {
        if (answer instanceof Outcome.Rejected) {
            return "rejected";
        }
        return answer instanceof Outcome.Unknown ? "unknown" : "done";
    }
}
