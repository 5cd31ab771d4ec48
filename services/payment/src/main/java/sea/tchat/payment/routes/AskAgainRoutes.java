package sea.tchat.payment.routes;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Attempt;
import sea.tchat.payment.store.Attempts;

/**
 * Asks providers about top-ups that are still open, on the schedule: those whose outcome is unknown, those whose caller died in the
 * call, and those that wait for the payer, because a webhook can be lost.
 */
@Component
public class AskAgainRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(AskAgainRoutes.class);

    private final Attempts attempts;
    private final PaymentSettings settings;
    private final MeterRegistry meters;

    public AskAgainRoutes(Attempts attempts, PaymentSettings settings, MeterRegistry meters) {
        this.attempts = attempts;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void configure() {
        from("timer:ask-again?period={{tchat.payment.ask-again-period}}")
                .routeId("payment.ask-again")
                .routeDescription("Asks about open top-ups that are due; each is taken by one instance only")
                .routeConfigurationId("scheduled")
                .process(this::take)
                .loopDoWhile(exchangeProperty(SettleRoutes.ENQUIRY).isNotNull())
                .to("direct:settle")
                .process(this::take)
                .end();
    }

    private void take(Exchange exchange) {
        Attempt attempt = attempts.takeDue(settings.askAgain()).orElse(null);
        if (attempt != null && attempt.checks() > settings.askAgain().size()) {
            meters.counter("payment.unresolved", "provider", attempt.provider()).increment();
            LOG.error(
                    "transaction {} is still open at {} after {} checks",
                    attempt.transactionId(),
                    attempt.provider(),
                    attempt.checks() - 1);
        }
        exchange.setProperty(SettleRoutes.ENQUIRY, attempt == null ? null : attempt.enquiry());
    }
}
