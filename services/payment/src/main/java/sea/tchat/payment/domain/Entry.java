package sea.tchat.payment.domain;

import java.time.Instant;
import java.util.UUID;
import sea.tchat.routes.domain.Money;

/**
 * A line of a wallet's statement.
 *
 * @param seq 1, 2, 3 … within the wallet
 * @param posting which movement of the transaction this is
 * @param amount positive when it came in
 * @param balanceAfter the running balance
 */
public record Entry(
        long seq,
        UUID transactionId,
        TransactionKind kind,
        String posting,
        Money amount,
        Money balanceAfter,
        CounterParty counterparty,
        String note,
        Instant createdAt) {

    /** Who is on the other side: a user, or the method through which money came. */
    public record CounterParty(String type, UUID userId, String method) {
        public static CounterParty user(UUID userId) {
            return new CounterParty("user", userId, null);
        }

        public static CounterParty method(String method) {
            return new CounterParty("payment_method", null, method);
        }
    }
}
