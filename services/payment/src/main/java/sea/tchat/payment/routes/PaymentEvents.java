package sea.tchat.payment.routes;

import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.outbox.Outbox;

/** What the other services hear: {@code payment.completed}, {@code payment.failed}. */
@Component
public class PaymentEvents {
    private final Outbox outbox;

    public PaymentEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Inside the transaction of the step. The id is made from the state, so telling it twice is one event. */
    public void tell(Transaction transaction) {
        String state = transaction.state().wire();
        outbox.publish(
                "payment.events",
                Event.named(transaction.id() + "|" + state, "payment." + state, transaction.id(), transaction.told()));
    }
}
