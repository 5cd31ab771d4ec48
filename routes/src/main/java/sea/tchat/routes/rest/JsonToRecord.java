package sea.tchat.routes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.apache.camel.Exchange;
import org.apache.camel.support.TypeConverterSupport;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.policy.Faults;

/**
 * Lets a route say {@code .convertBodyTo(SendMessage.class)}, or a bean take the record as its parameter: a checked JSON body, or
 * the data of an event, becomes a record.
 */
public final class JsonToRecord extends TypeConverterSupport {
    @Override
    public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
        if (!type.isRecord() || type == Event.class) {
            return null;
        }
        if (value instanceof JsonNode json) {
            return record(json, type);
        }
        return value instanceof Event event ? event.as(type) : null;
    }

    /** A record that says no to its values refuses the request: its rule is finer than the contract's. */
    private static <T> T record(JsonNode json, Class<T> type) {
        try {
            return Json.as(json, type);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof ValueInstantiationException said) {
                throw new Refused("VALIDATION_FAILED", Faults.root(said).getMessage());
            }
            throw e;
        }
    }
}
