package sea.tchat.messaging.domain;

/** The body of {@code PUT /dialogs/{id}/receipts}: high-water marks, at least one of them given. */
public record Receipts(Long deliveredSeq, Long readSeq) {
    public long delivered() {
        return deliveredSeq == null ? 0 : deliveredSeq;
    }

    public long read() {
        return readSeq == null ? 0 : readSeq;
    }
}
