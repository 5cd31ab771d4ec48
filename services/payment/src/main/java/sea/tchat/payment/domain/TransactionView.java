package sea.tchat.payment.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sea.tchat.routes.domain.Money;

/** A transaction as one of its parties sees it. */
public record TransactionView(
        UUID id,
        TransactionKind kind,
        TransactionState state,
        Money amount,
        UUID walletId,
        UUID fromUserId,
        UUID toUserId,
        String method,
        String note,
        UUID dialogId,
        JsonNode nextAction,
        String failureReason,
        Instant createdAt,
        Instant updatedAt,
        List<StateChange> history) {

    /** One step of its history. */
    public record StateChange(TransactionState state, String reason, Instant at) {}

    /** What to do next is said only while there is something to do. */
    public static TransactionView of(Transaction t, UUID viewer, List<StateChange> history) {
        return new TransactionView(
                t.id(),
                t.kind(),
                t.state(),
                t.amount(),
                t.walletOf(viewer),
                t.fromUserId(),
                t.toUserId(),
                t.method(),
                t.note(),
                t.dialogId(),
                t.state().isOpen() ? t.nextAction() : null,
                t.state() == TransactionState.FAILED ? t.reason() : null,
                t.createdAt(),
                t.updatedAt(),
                history);
    }
}
