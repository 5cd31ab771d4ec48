package sea.tchat.messaging.routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.messaging.store.Sequencer;
import sea.tchat.messaging.store.Sequencer.Sequenced;
import sea.tchat.routes.event.Event;

/**
 * The log's records get their numbers here, one after the other in each partition. May be done twice at any point: the same record
 * comes to the same number, and {@code message.sent} carries an id made from the message's, so that whoever hears it twice takes it
 * once. It is published before the offset is committed, so no numbered message stays untold.
 */
@Component
class SequencerRoutes extends RouteBuilder {
    private static final String SEQUENCED = "sequenced";
    private static final String SUBMISSION = "submission";

    private final Sequencer sequencer;
    private final MeterRegistry meters;

    SequencerRoutes(Sequencer sequencer, MeterRegistry meters) {
        this.sequencer = sequencer;
        this.meters = meters;
    }

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("messaging.consume-sequence")
                .parameter("name", "sequence")
                .parameter("topic", "message.inbound")
                .parameter("consumers", "{{tchat.messaging.sequencers}}")
                // Beside the partition's owner a replay would give its number to another message: back into the log
                // with it.
                .parameter("replay", "log");

        from("direct:sequence")
                .routeId("messaging.sequence")
                .routeDescription("message.submitted → number → message.sent, and the reply to the request that waits")
                .routeConfigurationId("step")
                .filter(header("event_type").isEqualTo(Submission.EVENT))
                .process(this::number)
                .filter(body().isNotNull())
                .to(PublishRoutes.to("message.sent"))
                .end()
                .process(this::reply)
                .to(ReplyRoutes.REPLY)
                .process(this::count)
                .end();
    }

    private void number(Exchange exchange) {
        Message record = exchange.getMessage();
        Submission submission = record.getBody(Submission.class);
        Sequenced sequenced = sequencer.number(
                submission,
                UUID.fromString(record.getHeader("event_id", String.class)),
                Instant.ofEpochMilli(record.getHeader("record_timestamp", Long.class)));
        exchange.setProperty(SUBMISSION, submission);
        exchange.setProperty(SEQUENCED, sequenced);
        var message = sequenced.reply().message();
        record.setBody(
                sequenced.news()
                        ? Event.named(
                                message.id().toString(),
                                sea.tchat.messaging.domain.Message.SENT,
                                message.dialogId(),
                                message)
                        : null);
    }

    private void reply(Exchange exchange) {
        exchange.getMessage()
                .setHeader(
                        ReplyRoutes.NODE,
                        exchange.getProperty(SUBMISSION, Submission.class).replyNode());
        exchange.getMessage()
                .setBody(exchange.getProperty(SEQUENCED, Sequenced.class).reply());
    }

    private void count(Exchange exchange) {
        if (exchange.getProperty(SEQUENCED, Sequenced.class).first()) {
            String type = exchange.getProperty(SUBMISSION, Submission.class).type();
            meters.counter("messages.sent", "type", type).increment();
        }
    }
}
