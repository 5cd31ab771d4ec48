package sea.tchat.payment.domain;

import java.util.UUID;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;

/** The body of {@code POST /topups}. */
public record CreateTopup(UUID walletId, Money amount, String method) {

    /**
     * @param offer what is offered for this currency and method, or null
     * @throws Refused {@code CURRENCY_MISMATCH}, {@code METHOD_NOT_AVAILABLE}, {@code AMOUNT_OUT_OF_RANGE}
     */
    public void requireAllowed(Wallet wallet, PaymentMethod offer) {
        if (!amount.currency().equals(wallet.currency())) {
            throw new Refused("CURRENCY_MISMATCH", "the wallet is in " + wallet.currency());
        }
        if (offer == null) {
            throw new Refused("METHOD_NOT_AVAILABLE", method + " is not offered for " + amount.currency());
        }
        offer.requireInRange(amount);
    }
}
