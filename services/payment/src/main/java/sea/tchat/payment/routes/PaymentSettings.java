package sea.tchat.payment.routes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import sea.tchat.payment.domain.NeverMade;
import sea.tchat.payment.domain.PaymentMethod;

/**
 * {@code tchat.payment}: who the providers are and what they are used for. To the service a provider is a name in these tables and
 * three endpoints; adding one is adding its kamelets and its lines here.
 *
 * @param providers by name
 * @param methods what is offered, a line for each currency and method
 * @param askAgain the pauses after which an open top-up is asked about; the last one repeats
 * @param neverMade when a charge that the provider does not know counts as never made
 * @param callLease how long a call may take, all tries together, before its caller is taken for dead
 * @param eventPause after which a webhook that could not be worked on is tried again, doubled each time
 * @param eventTries after how many it is given up; an open top-up is still asked about by the schedule
 */
@ConfigurationProperties("tchat.payment")
public record PaymentSettings(
        Map<String, Provider> providers,
        List<PaymentMethod> methods,
        List<Duration> askAgain,
        NeverMade neverMade,
        Duration callLease,
        Duration eventPause,
        int eventTries) {

    /**
     * A provider's endpoints.
     *
     * @param charge takes a {@code Charge}, gives an {@code Outcome}
     * @param lookup takes the headers {@code provider_reference} or {@code transaction_id}, gives a {@code ProviderCharge} or null
     * @param webhook gives verified {@code ProviderNotice}s; fed through {@code direct:webhook-<name>}
     */
    public record Provider(String charge, String lookup, String webhook) {}

    public PaymentSettings {
        providers = Map.copyOf(providers);
        methods = List.copyOf(methods);
        askAgain = List.copyOf(askAgain);
        for (PaymentMethod method : methods) {
            if (!providers.keySet().containsAll(method.providers())) {
                throw new IllegalArgumentException("tchat.payment.methods names providers " + method.providers()
                        + " but tchat.payment.providers has only " + providers.keySet());
            }
        }
        if (askAgain.isEmpty()) {
            throw new IllegalArgumentException(
                    "tchat.payment.ask-again is empty: lost webhooks would never be noticed");
        }
    }

    /** @return what is offered for this currency and method, if anything */
    public Optional<PaymentMethod> method(String currency, String name) {
        return methods.stream()
                .filter(method ->
                        method.currency().equals(currency) && method.method().equals(name))
                .findFirst();
    }

    /** In how long to ask about what was asked {@code checks} times already. */
    public Duration pauseAfter(int checks) {
        return askAgain.get(Math.min(checks, askAgain.size() - 1));
    }
}
