package sea.tchat.payment.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Attempt;
import sea.tchat.payment.domain.Begun;
import sea.tchat.payment.domain.CreateTopup;
import sea.tchat.payment.domain.PaymentMethod;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.payment.domain.TransactionState;
import sea.tchat.payment.domain.TransactionView;
import sea.tchat.payment.domain.Wallet;
import sea.tchat.payment.store.Attempts;
import sea.tchat.payment.store.TopupAnswers;
import sea.tchat.payment.store.TopupAnswers.Answer;
import sea.tchat.payment.store.Transactions;
import sea.tchat.payment.store.Wallets;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.idempotency.Idempotent;
import sea.tchat.routes.rest.RestEntry;

/**
 * Money from outside into a wallet. The provider is called between two transactions, so the idempotency key goes through three
 * stages:
 *
 * <ol>
 *   <li>The policy's transaction writes the top-up, the attempt that is about to be made and the key, all or nothing. The key holds
 *       202 and which top-up it began.
 *   <li>The provider is called, by whoever began the top-up and nobody else. A second call with the key finds the 202: while the
 *       first may still be waiting, 409; afterwards it asks the provider what became of the charge and never makes another.
 *   <li>The answer takes the place of the 202 before it is given, and is given again to every later call.
 * </ol>
 */
@Component
public class TopupRoutes extends RouteBuilder {
    static final String TRANSACTION_ID = "topup_id";
    private static final String KEY = "topup_key";
    private static final int BEGUN = 202;

    private final Wallets wallets;
    private final Transactions transactions;
    private final Attempts attempts;
    private final TopupAnswers answers;
    private final PaymentSettings settings;

    public TopupRoutes(
            Wallets wallets,
            Transactions transactions,
            Attempts attempts,
            TopupAnswers answers,
            PaymentSettings settings) {
        this.wallets = wallets;
        this.transactions = transactions;
        this.attempts = attempts;
        this.answers = answers;
        this.settings = settings;
    }

    @Override
    public void configure() {
        from("direct:createTopup")
                .routeId("payment.create-topup")
                .routeDescription("Tops a wallet up through a provider")
                .routeConfigurationId("rest")
                .setProperty(KEY, header("idempotency_key"))
                .policy(Idempotent.NAME)
                .convertBodyTo(CreateTopup.class)
                .process(this::begin)
                .end()
                .filter(header(Exchange.HTTP_RESPONSE_CODE).isEqualTo(BEGUN))
                .to("direct:finish-topup")
                .end();

        from("direct:finish-topup")
                .routeId("payment.finish-topup")
                .routeDescription("From begun to an answer, charging once")
                .routeConfigurationId("step")
                .choice()
                .when(header("Idempotent-Replayed").isNull())
                .to("direct:charge")
                .otherwise()
                .to("direct:resume-topup")
                .end()
                .policy(InOne.DATABASE_TRANSACTION)
                .process(this::answer)
                .end();

        from("direct:resume-topup")
                .routeId("payment.resume-topup")
                .routeDescription("What became of a charge whose caller is gone? Asked, never charged again")
                .routeConfigurationId("step")
                .process(this::recall)
                .filter(exchangeProperty(SettleRoutes.ENQUIRY).isNotNull())
                .to("direct:settle")
                .end();
    }

    private void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        CreateTopup asked = message.getBody(CreateTopup.class);
        Wallet wallet = wallets.find(asked.walletId(), Call.user(exchange))
                .orElseThrow(() -> new Refused("NOT_FOUND", "wallet_id"));
        PaymentMethod offer =
                settings.method(asked.amount().currency(), asked.method()).orElse(null);
        asked.requireAllowed(wallet, offer);
        // Read again under its lock, which freezing it waits for.
        wallets.lock(List.of(wallet.id())).get(wallet.id()).requireActive();

        Transaction topup = Transaction.topup(wallet, asked);
        transactions.insert(topup);
        transactions.step(topup, TransactionState.PENDING, TransactionState.PROCESSING, null);
        attempts.start(topup.id(), 1, offer.providers().get(0), settings.callLease());
        exchange.setProperty(TRANSACTION_ID, topup.id());
        message.setBody(new Begun(topup.id()));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, BEGUN);
    }

    private void recall(Exchange exchange) {
        JsonNode begun = Json.tree(new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8));
        UUID id = Json.as(begun, Begun.class).transactionId();
        Attempt attempt = attempts.open(id).orElse(null);
        if (attempt != null && attempt.inCall()) {
            throw new Refused("IDEMPOTENCY_KEY_IN_USE");
        }
        exchange.setProperty(TRANSACTION_ID, id);
        if (attempt != null && attempt.state() == Attempt.State.STARTED) {
            exchange.setProperty(SettleRoutes.ENQUIRY, attempt.enquiry());
        }
    }

    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        UUID user = Call.user(exchange);
        TransactionView topup = transactions.view(exchange.getProperty(TRANSACTION_ID, UUID.class), user);
        Answer kept =
                answers.keep(user, "createTopup", exchange.getProperty(KEY, String.class), answer(exchange, topup));
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, kept.status());
        message.setHeader(
                Exchange.CONTENT_TYPE, kept.status() >= 400 ? "application/problem+json" : "application/json");
        message.setBody(kept.body());
    }

    private static Answer answer(Exchange exchange, TransactionView topup) {
        if (topup.state() != TransactionState.FAILED) {
            return new Answer(201, Json.bytes(topup));
        }
        Map<String, Object> why = Map.of(
                "transaction_id", topup.id(), "reason", topup.failureReason() == null ? "" : topup.failureReason());
        RestEntry.answer(exchange, new Refused("PAYMENT_REFUSED", null, why));
        return new Answer(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                exchange.getMessage().getBody(byte[].class));
    }
}
