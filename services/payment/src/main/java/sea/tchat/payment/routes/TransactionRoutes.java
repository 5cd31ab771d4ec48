package sea.tchat.payment.routes;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Items;
import sea.tchat.payment.domain.PaymentMethod;
import sea.tchat.payment.domain.TransactionView;
import sea.tchat.payment.store.Transactions;
import sea.tchat.routes.domain.Refused;

/** Looking at transactions, and at the ways to pay. */
@Component
public class TransactionRoutes extends RouteBuilder {
    private final Transactions transactions;
    private final PaymentSettings settings;

    public TransactionRoutes(Transactions transactions, PaymentSettings settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("direct:getTransaction")
                .routeId("payment.get-transaction")
                .routeDescription("A transaction with its history, for its parties")
                .routeConfigurationId("rest")
                .setBody(this::mine);

        from("direct:listPaymentMethods")
                .routeId("payment.list-payment-methods")
                .routeDescription("What a wallet of a currency can be topped up with")
                .routeConfigurationId("rest")
                .setBody(this::offers);
    }

    private TransactionView mine(Exchange exchange) {
        UUID user = Call.user(exchange);
        UUID id = Call.id(exchange);
        transactions.find(id).filter(found -> found.concerns(user)).orElseThrow(() -> new Refused("NOT_FOUND"));
        return transactions.view(id, user);
    }

    private Items<PaymentMethod.Offer> offers(Exchange exchange) {
        String currency = exchange.getMessage().getHeader("currency", String.class);
        return new Items<>(settings.methods().stream()
                .filter(method -> method.currency().equals(currency))
                .map(PaymentMethod::offer)
                .toList());
    }
}
