package sea.tchat.routes.event;

import org.apache.camel.builder.RouteBuilder;
import sea.tchat.routes.deadletter.DeadLetters;
import sea.tchat.routes.rest.RequestIds;

/**
 * The route template {@code consumer}: a topic's records, one after the other, each to {@code direct:<name>}, whose effect must be
 * harmless when it is done twice.
 *
 * <p>The effect is tried again as a whole, so it is a route of its own with the policy {@code step}; by the same name a dead
 * letter finds its way back when it is replayed. Where an effect may
 * only be had in the log's own order (the sequencer), {@code replay} is {@code log}: the letter goes back into its topic. In a
 * service's RouteBuilder:
 *
 * <pre>{@code
 * templatedRoute("consumer").routeId("payment.consume-members").parameter("name", "members").parameter("topic", "user.events");
 * }</pre>
 */
public final class ConsumerRouteTemplate extends RouteBuilder {
    @Override
    public void configure() {
        routeTemplate("consumer")
                .templateParameter("name")
                .templateParameter("topic")
                .templateParameter("consumers", "1")
                .templateParameter("replay", "effect")
                .from("kafka:{{tchat.kafka.topic-prefix}}{{topic}}?groupId={{tchat.kafka.group-prefix}}-{{name}}"
                        + "&clientId={{tchat.kafka.group-prefix}}-{{name}}&consumersCount={{consumers}}")
                .routeConfigurationId("consumer")
                .routeDescription("{{topic}} → direct:{{name}}")
                .setProperty(DeadLetters.REPLAY, constant("{{replay}}"))
                .process(new RecordEntry())
                .process(RecordEntry::parse)
                .to("direct:{{name}}")
                .process(new OffsetCommit())
                .process(done -> RequestIds.leave());
    }
}
