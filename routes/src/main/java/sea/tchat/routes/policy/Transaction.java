package sea.tchat.routes.policy;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.spi.UnitOfWork;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code .policy("transaction")}: the steps inside it are one PostgreSQL transaction, committed only when the exchange comes out
 * of them unharmed.
 *
 * <p>Used in place of Camel's {@code transacted()}, which installs an error handler of its own: an exception that a route handles
 * would then commit what came before it, and one that it does not handle counts as exhausted, so that a consumer outside could
 * not try the whole transaction again.
 */
public final class Transaction implements Policy {
    public static final String NAME = "transaction";
    private final TransactionTemplate template;

    public Transaction(TransactionTemplate template) {
        this.template = template;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to add to the definition
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            try {
                template.executeWithoutResult(status -> {
                    runSteps(steps, exchange);
                    if (isHarmed(exchange)) {
                        status.setRollbackOnly();
                    }
                });
            } catch (Exception e) {
                // The commit itself, or getting a connection for it: the steps' own faults stand in the exchange
                // already.
                exchange.setException(e);
            }
        };
    }

    /**
     * Runs the steps on this thread from first to last. Marked as transacted, so that no step lets go of the thread (the Kafka
     * producer would otherwise go on in its own): what follows would then stand outside the transaction, or wait for its locks.
     */
    public static void runSteps(Processor steps, Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        Object mark = new Object();
        if (work != null) {
            work.beginTransactedBy(mark);
        }
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            if (work != null) {
                work.endTransactedBy(mark);
            }
        }
    }

    public static boolean isHarmed(Exchange exchange) {
        return exchange.getException() != null
                || exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast()
                || (exchange.getExchangeExtension().isErrorHandlerHandledSet()
                        && exchange.getExchangeExtension().isErrorHandlerHandled());
    }
}
