package sea.tchat.payment.domain;

import java.util.UUID;
import sea.tchat.routes.domain.Money;

/** The body of {@code POST /transfers}; {@code note} and {@code dialogId} may be null. */
public record CreateTransfer(UUID fromWalletId, UUID toUserId, Money amount, String note, UUID dialogId) {}
