package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import sea.tchat.routes.domain.Money;
import sea.tchat.routes.domain.Refused;

/**
 * A user's account in one currency, as the public contract shows it.
 *
 * @param balance the sum of its ledger entries
 * @param available what can be spent: the balance less what is held
 * @param held set aside until a withdrawal or an authorisation is settled
 * @param status {@code active}, or {@code frozen}: nothing is begun with it, while money that is on its way in still arrives
 */
public record Wallet(
        UUID id,
        @JsonIgnore UUID ownerId,
        String currency,
        Money balance,
        Money available,
        Money held,
        String status,
        Instant createdAt) {

    @JsonIgnore
    public boolean isActive() {
        return status.equals("active");
    }

    /** @throws Refused {@code WALLET_FROZEN}; for its owner only, nobody else is told */
    public void requireActive() {
        if (!isActive()) {
            throw new Refused("WALLET_FROZEN");
        }
    }
}
