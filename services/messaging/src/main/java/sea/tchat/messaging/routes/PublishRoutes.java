package sea.tchat.messaging.routes;

import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.rest.RequestIds;

/**
 * An event straight to Kafka, for what has no transaction of PostgreSQL to go with: it is there when the step has passed, and the
 * step fails when Kafka is away.
 */
@Component
class PublishRoutes extends RouteBuilder {
    /** The step, for a topic without its prefix. Its body is an {@link Event}; of the headers only the request's ids are kept. */
    static String to(String topic) {
        return "direct:publish-" + topic;
    }

    private static final String[] TOPICS = {"message.inbound", "message.sent", "message.unreached"};

    private final String topicPrefix;

    PublishRoutes(@Value("${tchat.kafka.topic-prefix}") String topicPrefix) {
        this.topicPrefix = topicPrefix;
    }

    @Override
    public void configure() {
        for (String topic : TOPICS) {
            from(to(topic))
                    .routeId("messaging.publish-" + topic)
                    .routeDescription("An event → " + topic + ", acknowledged by all replicas")
                    .routeConfigurationId("step")
                    .process(exchange -> toRecord(exchange, topicPrefix + topic))
                    // On this thread to the end: what follows may commit an offset, which no other thread may.
                    .to("kafka:messages?synchronous=true");
        }
    }

    private static void toRecord(Exchange exchange, String topic) {
        Message message = exchange.getMessage();
        Event event = message.getBody(Event.class);
        TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(RequestIds.REQUEST_ID, message.getHeader(RequestIds.REQUEST_ID));
        headers.put(RequestIds.TRACEPARENT, message.getHeader(RequestIds.TRACEPARENT));
        headers.put(KafkaConstants.OVERRIDE_TOPIC, topic);
        headers.put(KafkaConstants.KEY, event.subject());
        message.setHeaders(headers);
        message.setBody(Json.write(event));
    }
}
