package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import sea.tchat.routes.domain.Money;

/**
 * A user's account in one currency, as the public contract shows it.
 *
 * @param balance the sum of its ledger entries
 * @param available what can be spent: the balance less what is held
 * @param held set aside until a withdrawal or an authorisation is settled
 */
public record Wallet(
        UUID id,
        @JsonIgnore UUID ownerId,
        String currency,
        Money balance,
        Money available,
        Money held,
        String status,
        Instant createdAt) {}
