package sea.tchat.gateway.routes;

import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.policy.Faults;

/** A call to a service that failed: 503 when it was certainly not made, 504 when no answer came in time, 502 for all else. */
final class UpstreamFault implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFault.class);
    private final String upstream;

    UpstreamFault(String upstream) {
        this.upstream = upstream;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Refused refused = refusal(fault);
        LOG.warn("{} → {}: {}", upstream, refused.code(), Faults.root(fault).toString());
        throw refused;
    }

    private static Refused refusal(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused;
            }
            if (cause instanceof ReadTimeoutException
                    || cause instanceof TimeoutException
                    || cause instanceof ExchangeTimedOutException) {
                return new Refused("UPSTREAM_TIMEOUT", "it may or may not have been done");
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Refused("SERVICE_UNAVAILABLE", "nothing was done; try again");
            }
            // The pool of connections is empty: as many calls as it may have are waiting for this service.
            if (cause instanceof NoSuchElementException) {
                return new Refused("SERVICE_UNAVAILABLE", "too busy, nothing was done; try again");
            }
        }
        return new Refused("UPSTREAM_FAILED", "it may or may not have been done");
    }
}
