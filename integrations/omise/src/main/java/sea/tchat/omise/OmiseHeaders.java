package sea.tchat.omise;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * No header passes, either way: those of an exchange, such as {@code user_id}, are not Omise's business, and what Omise sends must not
 * steer the steps that follow. The status of an answer and the type of a body are handed over by other means.
 */
public final class OmiseHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
