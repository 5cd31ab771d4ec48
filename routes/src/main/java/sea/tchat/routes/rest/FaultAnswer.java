package sea.tchat.routes.rest;

import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.policy.Faults;

/**
 * Turns what went wrong on a route into the problem document of the one table. A refusal says its own code; a store that is away
 * is 503 and may be tried again; anything else is 500 and logged with its stack, of which the caller sees nothing.
 */
public final class FaultAnswer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(FaultAnswer.class);

    @Override
    public void process(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Refused refused = refusal(fault);
        int status = Problems.kind(refused.code()).status();
        if (status >= 500) {
            if (refused.code().equals("INTERNAL_ERROR")) {
                LOG.error("a request failed", fault);
            } else {
                LOG.warn(
                        "a request could not be answered: {}: {}",
                        refused.code(),
                        Faults.root(fault).toString());
            }
        }
        RestEntry.answer(exchange, refused);
    }

    static Refused refusal(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused;
            }
            if (cause instanceof ExchangeTimedOutException || cause instanceof TimeoutException) {
                return new Refused("UPSTREAM_TIMEOUT");
            }
        }
        if (Faults.isInfrastructure(fault)) {
            return new Refused("SERVICE_UNAVAILABLE", "a store behind this service is away; try again");
        }
        return new Refused("INTERNAL_ERROR", "quote request_id when you report this");
    }
}
