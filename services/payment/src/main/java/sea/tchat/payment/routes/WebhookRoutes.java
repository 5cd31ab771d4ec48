package sea.tchat.payment.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Enquiry;
import sea.tchat.payment.domain.Finding;
import sea.tchat.payment.domain.ProviderEvent;
import sea.tchat.payment.store.ProviderEvents;
import sea.tchat.routes.domain.ProviderNotice;
import sea.tchat.routes.domain.Refused;

/** Webhooks: verified on the raw bytes, stored, answered 200, then worked on. */
@Component
public class WebhookRoutes extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);
    private static final String EVENT = "provider_event";
    /** Discarded when full: who is awake works until nothing is left, and the timer wakes it for the rest. */
    private static final String NUDGE =
            "seda:provider-events?size=4&concurrentConsumers=4&discardWhenFull=true&waitForTaskToComplete=Never";

    private final ProviderEvents events;
    private final PaymentSettings settings;

    public WebhookRoutes(ProviderEvents events, PaymentSettings settings) {
        this.events = events;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("direct:receiveWebhook")
                .routeId("payment.receive-webhook")
                .routeDescription("A provider's webhook, to whom it belongs")
                .routeConfigurationId("rest")
                .process(this::requireKnownProvider)
                .toD("direct:webhook-${header.provider}")
                .setBody(constant(Map.of("received", true)))
                .to(ExchangePattern.InOnly, NUDGE);

        settings.providers().forEach(this::source);

        from("timer:provider-events?period={{tchat.payment.events-period}}")
                .routeId("payment.provider-events-timer")
                .routeDescription("Wakes the work on stored webhooks")
                .routeConfigurationId("scheduled")
                .to(NUDGE);

        from(NUDGE)
                .routeId("payment.provider-events")
                .routeDescription("Works on stored webhooks until none is due")
                .routeConfigurationId("scheduled")
                .process(this::take)
                .loopDoWhile(exchangeProperty(EVENT).isNotNull())
                .to("direct:settle")
                .process(this::mark)
                .process(this::take)
                .end();
    }

    private void source(String name, PaymentSettings.Provider provider) {
        from(provider.webhook())
                .routeId("payment.webhook-" + name)
                .routeDescription("Keeps this provider's verified webhooks")
                .routeConfigurationId("step")
                .policy(InOne.DATABASE_TRANSACTION)
                .process(exchange -> events.keep(name, exchange.getMessage().getBody(ProviderNotice.class)))
                .end();
    }

    private void requireKnownProvider(Exchange exchange) {
        if (!settings.providers().containsKey(exchange.getMessage().getHeader("provider", String.class))) {
            throw new Refused("NOT_FOUND");
        }
    }

    private void take(Exchange exchange) {
        ProviderEvent event = events.takeDue(settings.eventPause()).orElse(null);
        while (event != null && event.tries() > settings.eventTries()) {
            giveUp(event);
            event = events.takeDue(settings.eventPause()).orElse(null);
        }
        exchange.setProperty(EVENT, event);
        exchange.setProperty(SettleRoutes.ENQUIRY, event == null ? null : Enquiry.after(event));
    }

    /** Only the shortcut is lost by it: the schedule still asks about every top-up that is open. */
    private void giveUp(ProviderEvent event) {
        LOG.error("event {} of {} is given up after {} tries", event.eventId(), event.provider(), event.tries() - 1);
        events.worked(event, Finding.UNANSWERED);
    }

    /** What the provider did not answer about stays due; everything else was worked on, also where it changed nothing. */
    private void mark(Exchange exchange) {
        Finding finding = exchange.getProperty(SettleRoutes.FINDING, Finding.class);
        if (finding != Finding.UNANSWERED) {
            events.worked(exchange.getProperty(EVENT, ProviderEvent.class), finding);
        }
    }
}
