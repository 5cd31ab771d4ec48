package sea.tchat.routes.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;

/**
 * What every record on Kafka holds. Consumers ignore what they do not know, so members are added and never change their meaning;
 * where they must, {@code version} rises.
 *
 * @param id the same for the same happening, however often it is published: the key of every consumer's inbox
 * @param type {@code user.registered}, {@code message.sent} …
 * @param subject the entity it is about, and the record's key, so that an entity's events keep their order
 */
public record Event(UUID id, String type, int version, Instant occurredAt, String subject, JsonNode data) {

    public static Event of(String type, Object subject, Object data) {
        return new Event(Ids.next(), type, 1, Instant.now(), subject.toString(), Json.as(data, JsonNode.class));
    }

    /** An event with an id made from its name: for what may be published twice by a step that is done again. */
    public static Event named(String name, String type, Object subject, Object data) {
        return new Event(
                Ids.of(type + "|" + name), type, 1, Instant.now(), subject.toString(), Json.as(data, JsonNode.class));
    }

    /** The event's data as a record. */
    public <T> T as(Class<T> record) {
        return Json.as(data, record);
    }
}
