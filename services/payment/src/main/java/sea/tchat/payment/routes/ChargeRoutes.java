package sea.tchat.payment.routes;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Attempt;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.payment.domain.TransactionState;
import sea.tchat.payment.store.Attempts;
import sea.tchat.payment.store.Transactions;
import sea.tchat.routes.domain.Charge;
import sea.tchat.routes.domain.Outcome;

/**
 * Calling providers. The attempt was written before; what it came to is written after, in a transaction of its own. When a provider
 * has refused for certain the next of the method's table is tried; when its outcome is unknown nobody is.
 */
@Component
public class ChargeRoutes extends RouteBuilder {
    private static final String PROVIDER = "provider";
    private static final String ATTEMPT = "attempt";

    private final Transactions transactions;
    private final Attempts attempts;
    private final PaymentEvents events;
    private final PaymentSettings settings;
    private final ProviderCalls calls;

    public ChargeRoutes(
            Transactions transactions,
            Attempts attempts,
            PaymentEvents events,
            PaymentSettings settings,
            ProviderCalls calls) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.events = events;
        this.settings = settings;
        this.calls = calls;
    }

    @Override
    public void configure() {
        settings.providers().forEach(this::provider);

        from("direct:charge")
                .routeId("payment.charge")
                .routeDescription("Calls the provider of a started attempt, and the next one where it refused")
                .routeConfigurationId("step")
                .process(this::started)
                .loopDoWhile(exchangeProperty(ATTEMPT).isNotNull())
                .process(this::prepare)
                .toD("direct:charge-${exchangeProperty.provider}")
                .policy(InOne.DATABASE_TRANSACTION)
                .process(this::keep)
                .end()
                .end()
                .filter(exchangeProperty(SettleRoutes.ENQUIRY).isNotNull())
                .to("direct:settle")
                .end();
    }

    private void provider(String name, PaymentSettings.Provider provider) {
        from("direct:charge-" + name)
                .routeId("payment.charge-" + name)
                .routeDescription("A charge at this provider: done, refused or unknown")
                .routeConfigurationId("provider")
                .process(ProviderCalls::begin)
                .to(provider.charge())
                .process(calls.end(name, "charge"));

        from("direct:lookup-" + name)
                .routeId("payment.lookup-" + name)
                .routeDescription("What this provider knows of a charge")
                .routeConfigurationId("provider")
                .process(ProviderCalls::begin)
                .to(provider.lookup())
                .process(calls.end(name, "lookup"));
    }

    private void started(Exchange exchange) {
        UUID id = exchange.getProperty(TopupRoutes.TRANSACTION_ID, UUID.class);
        exchange.setProperty(ATTEMPT, attempts.open(id).orElseThrow());
    }

    private void prepare(Exchange exchange) {
        Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
        Transaction t = transactions.get(attempt.transactionId());
        exchange.setProperty(PROVIDER, attempt.provider());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new Charge(t.id(), t.amount(), t.method(), null, null));
    }

    /** A webhook or the schedule may have been faster: the row is locked, and a transaction that is final stays as it is. */
    private void keep(Exchange exchange) {
        Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
        Transaction t = transactions.lock(attempt.transactionId()).orElseThrow();
        exchange.removeProperty(ATTEMPT);
        Object outcome = exchange.getMessage().getBody();
        if (outcome instanceof Outcome.Done done) {
            done(exchange, t, attempt, done);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            refused(exchange, t, attempt, rejected);
        } else {
            unknown(t, attempt, outcome instanceof Outcome.Unknown unknown ? unknown.reason() : "no_outcome");
        }
    }

    /** What a provider calls completed is not believed from this answer but read again, as after a webhook. */
    private void done(Exchange exchange, Transaction t, Attempt attempt, Outcome.Done done) {
        attempts.finish(
                attempt,
                Attempt.State.DONE,
                done.reference(),
                null,
                t.state().isOpen() ? settings.pauseAfter(0) : null);
        if (t.state().isOpen() && !done.nextAction().isEmpty()) {
            transactions.nextAction(t.id(), done.nextAction());
        }
        if (done.state().equals("completed")) {
            exchange.setProperty(
                    SettleRoutes.ENQUIRY, attempts.open(t.id()).orElseThrow().enquiry());
        }
    }

    private void refused(Exchange exchange, Transaction t, Attempt attempt, Outcome.Rejected rejected) {
        attempts.finish(attempt, Attempt.State.REFUSED, rejected.reference(), rejected.reason(), null);
        if (!t.state().isOpen()) {
            return;
        }
        String next = settings.method(t.amount().currency(), t.method())
                .flatMap(method -> method.provider(attempt.number()))
                .orElse(null);
        if (next == null) {
            transactions.step(t, t.state(), TransactionState.FAILED, rejected.reason());
            events.tell(transactions.get(t.id()));
        } else {
            attempts.start(t.id(), attempt.number() + 1, next, settings.callLease());
            exchange.setProperty(ATTEMPT, attempts.open(t.id()).orElseThrow());
        }
    }

    private void unknown(Transaction t, Attempt attempt, String reason) {
        if (t.state() == TransactionState.PROCESSING) {
            attempts.finish(attempt, Attempt.State.UNKNOWN, null, reason, settings.pauseAfter(0));
            transactions.step(t, TransactionState.PROCESSING, TransactionState.UNKNOWN, reason);
        }
    }
}
