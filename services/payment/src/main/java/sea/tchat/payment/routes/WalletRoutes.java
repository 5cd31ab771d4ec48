package sea.tchat.payment.routes;

import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Entry;
import sea.tchat.payment.domain.Items;
import sea.tchat.payment.domain.Page;
import sea.tchat.payment.domain.Wallet;
import sea.tchat.payment.store.Ledger;
import sea.tchat.payment.store.Wallets;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.idempotency.Idempotent;

/** Wallets: open one, look at them, read a statement. */
@Component
public class WalletRoutes extends RouteBuilder {
    private final Wallets wallets;
    private final Ledger ledger;

    public WalletRoutes(Wallets wallets, Ledger ledger) {
        this.wallets = wallets;
        this.ledger = ledger;
    }

    @Override
    public void configure() {
        from("direct:openWallet")
                .routeId("payment.open-wallet")
                .routeDescription("Opens a wallet; a currency has one, which is given again (200)")
                .routeConfigurationId("rest")
                .policy(Idempotent.NAME)
                .process(this::open)
                .end();

        from("direct:listWallets")
                .routeId("payment.list-wallets")
                .routeDescription("The caller's wallets")
                .routeConfigurationId("rest")
                .setBody(exchange -> new Items<>(wallets.of(Call.user(exchange))));

        from("direct:getWallet")
                .routeId("payment.get-wallet")
                .routeDescription("One of the caller's wallets")
                .routeConfigurationId("rest")
                .setBody(this::mine);

        from("direct:listEntries")
                .routeId("payment.list-entries")
                .routeDescription("A wallet's statement, newest first")
                .routeConfigurationId("rest")
                .setBody(this::statement);
    }

    private void open(Exchange exchange) {
        Message message = exchange.getMessage();
        UUID user = Call.user(exchange);
        String currency = Call.json(exchange).path("currency").asText();
        boolean opened = wallets.open(user, currency);
        message.setBody(wallets.of(user, currency).orElseThrow());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, opened ? 201 : 200);
    }

    private Wallet mine(Exchange exchange) {
        return wallets.find(Call.id(exchange), Call.user(exchange)).orElseThrow(() -> new Refused("NOT_FOUND"));
    }

    private Page<Entry> statement(Exchange exchange) {
        Message message = exchange.getMessage();
        int limit = message.getHeader("limit", Integer.class);
        long before = Page.before(message.getHeader("cursor", String.class));
        List<Entry> entries = ledger.statement(mine(exchange).id(), before, limit + 1);
        return Page.of(entries, limit, Entry::seq);
    }
}
