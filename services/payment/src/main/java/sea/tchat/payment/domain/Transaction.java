package sea.tchat.payment.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Money;

/**
 * A movement of money and where it stands.
 *
 * @param fromUserId who paid; null for a top-up
 * @param toUserId who receives
 * @param fromAccount wallet that is debited; null for a top-up, whose counterpart is its provider's clearing account
 * @param method of a top-up, else null
 * @param nextAction what the payer must do, as in the public contract; null when nothing
 * @param reason why it is in this state, where that needs saying: a code
 */
public record Transaction(
        UUID id,
        TransactionKind kind,
        TransactionState state,
        String reason,
        Money amount,
        UUID fromUserId,
        UUID toUserId,
        @JsonIgnore UUID fromAccount,
        @JsonIgnore UUID toAccount,
        String method,
        String note,
        UUID dialogId,
        JsonNode nextAction,
        Instant createdAt,
        Instant updatedAt) {

    /** A new one between two users. */
    public static Transaction transfer(Wallet from, Wallet to, CreateTransfer asked) {
        return started(TransactionKind.TRANSFER, asked.amount(), from, to, null, asked.note(), asked.dialogId());
    }

    /** A new one from outside into a wallet. */
    public static Transaction topup(Wallet to, CreateTopup asked) {
        return started(TransactionKind.TOPUP, asked.amount(), null, to, asked.method(), null, null);
    }

    private static Transaction started(
            TransactionKind kind, Money amount, Wallet from, Wallet to, String method, String note, UUID dialogId) {
        Instant now = Instant.now();
        return new Transaction(
                Ids.next(),
                kind,
                TransactionState.PENDING,
                null,
                amount,
                from == null ? null : from.ownerId(),
                to.ownerId(),
                from == null ? null : from.id(),
                to.id(),
                method,
                note,
                dialogId,
                null,
                now,
                now);
    }

    public boolean concerns(UUID user) {
        return user.equals(fromUserId) || user.equals(toUserId);
    }

    /** The wallet of this user in it; the other party's is nobody else's business. */
    public UUID walletOf(UUID user) {
        return user.equals(fromUserId) ? fromAccount : toAccount;
    }

    /** What {@code payment.events} tells of it. */
    public Told told() {
        return new Told(
                id, kind, state, amount.amount(), amount.currency(), fromUserId, toUserId, dialogId, note, reason);
    }

    /** The data of a payment event. */
    public record Told(
            UUID transactionId,
            TransactionKind kind,
            TransactionState state,
            long amount,
            String currency,
            UUID fromUserId,
            UUID toUserId,
            UUID dialogId,
            String note,
            String reason) {}
}
