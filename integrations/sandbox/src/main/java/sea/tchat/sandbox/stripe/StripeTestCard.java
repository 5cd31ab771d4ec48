package sea.tchat.sandbox.stripe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Stripe's test payment methods (Stripe documentation, "Testing") and what becomes of a payment by them. */
enum StripeTestCard {
    VISA(
            null,
            null,
            "pm_card_visa",
            "pm_card_mastercard",
            "pm_card_amex",
            "pm_card_th_credit",
            "pm_card_visa_debit",
            "pm_card_unionpay"),
    DECLINED("card_declined", "generic_decline", "pm_card_chargeDeclined", "pm_card_visa_chargeDeclined"),
    INSUFFICIENT_FUNDS(
            "card_declined",
            "insufficient_funds",
            "pm_card_chargeDeclinedInsufficientFunds",
            "pm_card_visa_chargeDeclinedInsufficientFunds"),
    LOST("card_declined", "lost_card", "pm_card_visa_chargeDeclinedLostCard"),
    STOLEN("card_declined", "stolen_card", "pm_card_visa_chargeDeclinedStolenCard"),
    FRAUDULENT("card_declined", "fraudulent", "pm_card_chargeDeclinedFraudulent", "pm_card_radarBlock"),
    EXPIRED("expired_card", null, "pm_card_chargeDeclinedExpiredCard"),
    INCORRECT_CVC("incorrect_cvc", null, "pm_card_chargeDeclinedIncorrectCvc"),
    PROCESSING_ERROR("processing_error", null, "pm_card_chargeDeclinedProcessingError"),
    AUTHENTICATE(
            null,
            null,
            "pm_card_authenticationRequired",
            "pm_card_threeDSecure2Required",
            "pm_card_threeDSecureRequired");

    private final String code;
    private final String declineCode;
    private final List<String> ids;

    StripeTestCard(String code, String declineCode, String... ids) {
        this.code = code;
        this.declineCode = declineCode;
        this.ids = List.of(ids);
    }

    static Optional<StripeTestCard> of(String paymentMethod) {
        return Arrays.stream(values())
                .filter(card -> card.ids.contains(paymentMethod))
                .findFirst();
    }

    boolean declined() {
        return code != null;
    }

    boolean needsAuthentication() {
        return this == AUTHENTICATE;
    }

    String code() {
        return code;
    }

    String declineCode() {
        return declineCode;
    }

    String message() {
        return switch (this) {
            case INSUFFICIENT_FUNDS -> "Your card has insufficient funds.";
            case EXPIRED -> "Your card has expired.";
            case INCORRECT_CVC -> "Your card's security code is incorrect.";
            case PROCESSING_ERROR -> "An error occurred while processing your card. Try again in a little bit.";
            default -> "Your card was declined.";
        };
    }
}
