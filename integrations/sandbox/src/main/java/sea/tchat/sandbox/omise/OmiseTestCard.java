package sea.tchat.sandbox.omise;

import java.util.Arrays;
import java.util.Optional;

/** Omise's test cards that are declined (Omise documentation, "Testing"); every other number that passes Luhn succeeds. */
enum OmiseTestCard {
    INSUFFICIENT_FUND(
            "4111111111140011",
            "insufficient_fund",
            "insufficient funds in the account or the card has reached the credit limit"),
    STOLEN_OR_LOST("4111111111130012", "stolen_or_lost_card", "card is stolen or lost"),
    FAILED_PROCESSING("4111111111120013", "failed_processing", "the payment could not be processed"),
    PAYMENT_REJECTED("4111111111110014", "payment_rejected", "the payment was rejected by the issuer"),
    FAILED_FRAUD_CHECK("4111111111190016", "failed_fraud_check", "the payment failed the fraud check"),
    INVALID_ACCOUNT("4111111111180017", "invalid_account_number", "the account number is invalid");

    private final String number;
    private final String failureCode;
    private final String message;

    OmiseTestCard(String number, String failureCode, String message) {
        this.number = number;
        this.failureCode = failureCode;
        this.message = message;
    }

    static Optional<OmiseTestCard> of(String number) {
        return Arrays.stream(values())
                .filter(card -> card.number.equals(number))
                .findFirst();
    }

    /** What a failure code means, for people. */
    static String explain(String failureCode) {
        return Arrays.stream(values())
                .filter(card -> card.failureCode.equals(failureCode))
                .map(card -> card.message)
                .findFirst()
                .orElse("the payment failed");
    }

    String failureCode() {
        return failureCode;
    }
}
