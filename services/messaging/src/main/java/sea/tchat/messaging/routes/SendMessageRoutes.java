package sea.tchat.messaging.routes;

import static sea.tchat.messaging.routes.MembershipRoutes.REQUIRE_MEMBER;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Accepted;
import sea.tchat.messaging.domain.Reply;
import sea.tchat.messaging.domain.SendMessage;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.Event;

/**
 * {@code POST /dialogs/{id}/messages}: a message is accepted when the log has it, and answered with its number when that comes in
 * time. After a fault of Kafka it may be in the log all the same; the client that sends it again with its client_message_id has it
 * there once.
 */
@Component
class SendMessageRoutes extends RouteBuilder {
    private static final String SUBMITTED = "submitted";

    private final PendingReplies replies;

    SendMessageRoutes(PendingReplies replies) {
        this.replies = replies;
    }

    @Override
    public void configure() {
        from("direct:sendMessage")
                .routeId("messaging.send-message")
                .routeDescription("A message → the log → its number, or 202")
                .routeConfigurationId("rest")
                .to(REQUIRE_MEMBER)
                .process(this::submit)
                .to(PublishRoutes.to("message.inbound"))
                .process(this::answer);
    }

    private void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        UUID dialogId = UUID.fromString(request.getHeader("id", String.class));
        Submission submission = Submission.of(
                dialogId, request.getHeader("user_id", UUID.class), request.getBody(SendMessage.class), replies.node());
        Event event = Event.of(Submission.EVENT, dialogId, submission);
        // Before it is published: the reply may be faster than the broker's acknowledgement.
        replies.expect(event.id());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                replies.forget(event.id());
            }
        });
        exchange.setProperty(SUBMITTED, event);
        request.setBody(event);
    }

    private void answer(Exchange exchange) throws InterruptedException {
        Event event = exchange.getProperty(SUBMITTED, Event.class);
        Message answer = exchange.getMessage();
        Reply reply = replies.await(event.id()).orElse(null);
        if (reply == null) {
            Submission submission = event.as(Submission.class);
            answer.setBody(new Accepted(submission.messageId(), submission.clientMessageId()));
            answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
            return;
        }
        switch (reply.outcome()) {
            case NUMBERED -> answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 201);
            case REPEATED -> answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            case REUSED -> throw new Refused("CLIENT_MESSAGE_ID_REUSED");
        }
        answer.setBody(reply.message());
    }
}
