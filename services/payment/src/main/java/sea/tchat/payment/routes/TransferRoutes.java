package sea.tchat.payment.routes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.CreateTransfer;
import sea.tchat.payment.domain.KycLevel;
import sea.tchat.payment.domain.Recipient;
import sea.tchat.payment.domain.Transaction;
import sea.tchat.payment.domain.TransactionState;
import sea.tchat.payment.domain.TransferLimits;
import sea.tchat.payment.domain.TransferLimits.Calendar;
import sea.tchat.payment.domain.Wallet;
import sea.tchat.payment.store.KnownUsers;
import sea.tchat.payment.store.Ledger;
import sea.tchat.payment.store.Transactions;
import sea.tchat.payment.store.Wallets;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.idempotency.Idempotent;
import sea.tchat.routes.identity.Identity;

/** Money from one user to another: one transaction from the idempotency key to the outbox, so there is no half of it. */
@Component
public class TransferRoutes extends RouteBuilder {
    private static final String TRANSFER = "transfer";
    private static final String FROM = "transfer_from";
    private static final String TO = "transfer_to";

    private final Wallets wallets;
    private final Ledger ledger;
    private final Transactions transactions;
    private final KnownUsers users;
    private final PaymentEvents events;

    public TransferRoutes(
            Wallets wallets, Ledger ledger, Transactions transactions, KnownUsers users, PaymentEvents events) {
        this.wallets = wallets;
        this.ledger = ledger;
        this.transactions = transactions;
        this.users = users;
        this.events = events;
    }

    @Override
    public void configure() {
        from("direct:createTransfer")
                .routeId("payment.create-transfer")
                .routeDescription("Transfers money to another user")
                .routeConfigurationId("rest")
                .to("direct:find-recipient")
                .policy(Idempotent.NAME)
                .convertBodyTo(CreateTransfer.class)
                .process(this::requireParties)
                .process(this::lockWallets)
                .process(TransferRoutes::requireActive)
                .process(this::requireWithinLimits)
                .process(this::requireFunds)
                .process(this::post)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(201))
                .end();
    }

    private void requireParties(Exchange exchange) {
        CreateTransfer transfer = exchange.getMessage().getBody(CreateTransfer.class);
        UUID sender = Call.user(exchange);
        Wallet from = wallets.find(transfer.fromWalletId(), sender)
                .orElseThrow(() -> new Refused("NOT_FOUND", "from_wallet_id"));
        if (!from.currency().equals(transfer.amount().currency())) {
            throw new Refused("CURRENCY_MISMATCH", "the wallet is in " + from.currency());
        }
        exchange.getProperty(RecipientRoutes.RECIPIENT, Recipient.class).requireOtherThan(sender, transfer.toUserId());
        exchange.setProperty(TRANSFER, transfer);
    }

    /** The recipient's wallet is opened by the first money that comes; both rows stay locked until the commit. */
    private void lockWallets(Exchange exchange) {
        CreateTransfer transfer = exchange.getProperty(TRANSFER, CreateTransfer.class);
        String currency = transfer.amount().currency();
        UUID to = wallets.of(transfer.toUserId(), currency).map(Wallet::id).orElseGet(() -> {
            wallets.open(transfer.toUserId(), currency);
            return wallets.of(transfer.toUserId(), currency).orElseThrow().id();
        });
        Map<UUID, Wallet> locked = wallets.lock(List.of(transfer.fromWalletId(), to));
        exchange.setProperty(FROM, locked.get(transfer.fromWalletId()));
        exchange.setProperty(TO, locked.get(to));
    }

    /** Read from the locked rows: a wallet that is being frozen is either refused here or waits until the money has moved. */
    private static void requireActive(Exchange exchange) {
        exchange.getProperty(FROM, Wallet.class).requireActive();
        if (!exchange.getProperty(TO, Wallet.class).isActive()) {
            throw new Refused("RECIPIENT_UNAVAILABLE");
        }
    }

    private void requireWithinLimits(Exchange exchange) {
        Identity sender = Call.identity(exchange);
        Money amount = exchange.getProperty(TRANSFER, CreateTransfer.class).amount();
        Wallet from = exchange.getProperty(FROM, Wallet.class);
        Calendar calendar = Calendar.at(Instant.now(), users.zoneOf(sender.userId(), sender.country()));
        TransferLimits.of(amount.currency(), KycLevel.of(sender.kycLevel()))
                .require(amount, ledger.sent(from.id(), amount.currency(), calendar));
    }

    private void requireFunds(Exchange exchange) {
        Money available = exchange.getProperty(FROM, Wallet.class).available();
        if (available.isLessThan(
                exchange.getProperty(TRANSFER, CreateTransfer.class).amount())) {
            throw new Refused("INSUFFICIENT_FUNDS", null, Map.of("available", available));
        }
    }

    private void post(Exchange exchange) {
        CreateTransfer transfer = exchange.getProperty(TRANSFER, CreateTransfer.class);
        Wallet from = exchange.getProperty(FROM, Wallet.class);
        Wallet to = exchange.getProperty(TO, Wallet.class);
        Transaction transaction = Transaction.transfer(from, to, transfer);
        transactions.insert(transaction);
        transactions.step(transaction, TransactionState.PENDING, TransactionState.PROCESSING, null);
        ledger.post(transaction.id(), "settle", from.id(), to.id(), transfer.amount());
        transactions.step(transaction, TransactionState.PROCESSING, TransactionState.COMPLETED, null);
        events.tell(transactions.get(transaction.id()));
        exchange.getMessage().setBody(transactions.view(transaction.id(), from.ownerId()));
    }
}
