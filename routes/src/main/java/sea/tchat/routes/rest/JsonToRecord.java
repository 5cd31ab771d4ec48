package sea.tchat.routes.rest;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.support.TypeConverterSupport;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;

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
            return Json.as(json, type);
        }
        return value instanceof Event event ? event.as(type) : null;
    }
}
