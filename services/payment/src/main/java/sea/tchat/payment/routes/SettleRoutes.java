package sea.tchat.payment.routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Attempt;
import sea.tchat.payment.domain.Enquiry;
import sea.tchat.payment.domain.Finding;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.payment.domain.TransactionState;
import sea.tchat.payment.store.Attempts;
import sea.tchat.payment.store.Ledger;
import sea.tchat.payment.store.Transactions;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.domain.ProviderCharge;

/**
 * The one way in which a provider's word changes a transaction. Webhooks, the schedule and repeated requests only lead here: the
 * charge is read at the provider, compared with ours, and moves the state by compare-and-set. So it may be done twice, late or from
 * several sides at once.
 */
@Component
public class SettleRoutes extends RouteBuilder {
    /** The exchange property with the {@link Enquiry}. */
    static final String ENQUIRY = "enquiry";
    /** The exchange property with the {@link Finding} that it came to. */
    static final String FINDING = "finding";

    private static final Logger LOG = LoggerFactory.getLogger(SettleRoutes.class);

    private final Transactions transactions;
    private final Attempts attempts;
    private final Ledger ledger;
    private final PaymentEvents events;
    private final PaymentSettings settings;
    private final MeterRegistry meters;

    public SettleRoutes(
            Transactions transactions,
            Attempts attempts,
            Ledger ledger,
            PaymentEvents events,
            PaymentSettings settings,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.ledger = ledger;
        this.events = events;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void configure() {
        from("direct:settle")
                .routeId("payment.settle")
                .routeDescription("Reads a charge at its provider and moves the transaction accordingly")
                .routeConfigurationId("step")
                .process(SettleRoutes::ask)
                .toD("direct:lookup-${exchangeProperty.provider}")
                .removeHeaders("*")
                .policy(InOne.DATABASE_TRANSACTION)
                .process(this::settle)
                .end();
    }

    private static void ask(Exchange exchange) {
        Enquiry enquiry = exchange.getProperty(ENQUIRY, Enquiry.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        if (enquiry.reference() != null) {
            message.setHeader("provider_reference", enquiry.reference());
        } else {
            message.setHeader("transaction_id", enquiry.transactionId().toString());
        }
        message.setBody(null);
        exchange.setProperty("provider", enquiry.provider());
    }

    private void settle(Exchange exchange) {
        Enquiry enquiry = exchange.getProperty(ENQUIRY, Enquiry.class);
        Object answer = exchange.getMessage().getBody();
        Finding finding = answer instanceof Outcome
                ? Finding.UNANSWERED
                : settle(enquiry, exchange.getMessage().getBody(ProviderCharge.class));
        meters.counter("payment.findings", "provider", enquiry.provider(), "finding", finding.wire())
                .increment();
        exchange.setProperty(FINDING, finding);
    }

    private Finding settle(Enquiry enquiry, ProviderCharge charge) {
        UUID id = enquiry.transactionId() != null ? enquiry.transactionId() : Finding.transactionOf(charge);
        Transaction t = id == null ? null : transactions.lock(id).orElse(null);
        Attempt attempt = t == null ? null : attempts.open(id).orElse(null);
        Finding finding = Finding.of(enquiry, t, attempt, charge, settings.neverMade());
        switch (finding) {
            case PAID -> {
                finish(attempt, Attempt.State.DONE, charge);
                UUID clearing = ledger.clearing(attempt.provider(), t.amount().currency());
                ledger.post(t.id(), "settle", clearing, t.toAccount(), t.amount());
                close(t, TransactionState.COMPLETED, null);
            }
            case FAILED -> {
                finish(attempt, Attempt.State.REFUSED, charge);
                close(t, TransactionState.FAILED, charge.reason() == null ? charge.state() : charge.reason());
            }
            case WAITING -> {
                finish(attempt, Attempt.State.DONE, charge);
                keepNextAction(t, charge);
            }
            case ABSENT -> absent(t, attempt);
            case NEVER_MADE -> {
                attempts.absent(attempt, settings.pauseAfter(attempt.checks()));
                attempts.finish(attempt, Attempt.State.REFUSED, null, finding.wire(), null);
                close(t, TransactionState.FAILED, finding.wire());
            }
            case MISMATCH ->
                LOG.error(
                        "transaction {} and charge {} at {} do not agree", id, enquiry.reference(), enquiry.provider());
            case LATE -> attempts.close(t.id());
            case FOREIGN, UNANSWERED -> LOG.debug("{} at {}: {}", enquiry.reference(), enquiry.provider(), finding);
        }
        return finding;
    }

    private void finish(Attempt attempt, Attempt.State state, ProviderCharge charge) {
        attempts.finish(attempt, state, charge.reference(), charge.reason(), settings.pauseAfter(attempt.checks()));
    }

    /** The code to scan came with an answer that was lost, or with a process: without it the payer could never pay. */
    private void keepNextAction(Transaction t, ProviderCharge charge) {
        if (t.nextAction() == null && !charge.nextAction().isEmpty()) {
            transactions.nextAction(t.id(), charge.nextAction());
        }
    }

    private void absent(Transaction t, Attempt attempt) {
        attempts.absent(attempt, settings.pauseAfter(attempt.checks()));
        if (t.state() == TransactionState.PROCESSING) {
            transactions.step(t, TransactionState.PROCESSING, TransactionState.UNKNOWN, "absent");
        }
    }

    /** The row is locked since it was read, so the step cannot fail for another's sake. */
    private void close(Transaction t, TransactionState state, String reason) {
        if (!transactions.step(t, t.state(), state, reason)) {
            throw new IllegalStateException("transaction " + t.id() + " moved under its lock");
        }
        attempts.close(t.id());
        events.tell(transactions.get(t.id()));
    }
}
