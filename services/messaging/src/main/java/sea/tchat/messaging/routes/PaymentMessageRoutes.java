package sea.tchat.messaging.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Payment;
import sea.tchat.messaging.domain.Submission;
import sea.tchat.routes.event.Event;

/**
 * A transfer that was made in a dialog leaves a {@code payment} message there. Its client_message_id is made from the transaction,
 * so however often the event comes, the sequencer takes it once.
 */
@Component
class PaymentMessageRoutes extends RouteBuilder {
    private static final String PAYMENT = "payment";

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("messaging.consume-payment-messages")
                .parameter("name", "payment-messages")
                .parameter("topic", "payment.events");

        from("direct:payment-messages")
                .routeId("messaging.payment-messages")
                .routeDescription("payment.completed of a transfer in a dialog → a payment message into its log")
                .routeConfigurationId("step")
                .filter(header("event_type").isEqualTo("payment.completed"))
                .convertBodyTo(Payment.class)
                .filter(simple("${body.belongsIntoDialog()}"))
                .setProperty(PAYMENT, body())
                .setBody(exchange -> between(payment(exchange)))
                .to("sql:classpath:sql/both-members.sql?outputType=SelectOne")
                .filter(body().isEqualTo(2L))
                .setBody(PaymentMessageRoutes::submitted)
                .to(PublishRoutes.to("message.inbound"))
                .end()
                .end()
                .end();
    }

    private static Payment payment(Exchange exchange) {
        return exchange.getProperty(PAYMENT, Payment.class);
    }

    private static Map<String, Object> between(Payment payment) {
        return Map.of(
                "dialog_id", payment.dialogId(),
                "from_user_id", payment.fromUserId(),
                "to_user_id", payment.toUserId());
    }

    private static Event submitted(Exchange exchange) {
        Payment payment = payment(exchange);
        return Event.named(
                "payment|" + payment.transactionId(), Submission.EVENT, payment.dialogId(), Submission.of(payment));
    }
}
