package sea.tchat.routes.policy;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.routes.domain.Outcome;

/**
 * Turns a failed call to a provider into an {@link Outcome}, which becomes the body. What no classifier knows is unknown: it is the
 * only answer that can do no harm.
 */
public final class Outcomes implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private final List<OutcomeClassifier> classifiers;

    public Outcomes(List<OutcomeClassifier> classifiers) {
        this.classifiers = List.copyOf(classifiers);
    }

    @Override
    public void process(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Outcome outcome = of(fault);
        LOG.warn(
                "{} → {} ({})",
                exchange.getFromRouteId(),
                outcome,
                fault.getClass().getSimpleName());
        exchange.getMessage().setBody(outcome);
    }

    public Outcome of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            for (OutcomeClassifier classifier : classifiers) {
                var outcome = classifier.classify(cause);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        return new Outcome.Unknown(Faults.root(fault).getClass().getSimpleName());
    }

    boolean isSafeToRepeat(Exchange exchange) {
        return of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)) instanceof Outcome.Rejected rejected
                && rejected.retryable();
    }
}
