package sea.tchat.sandbox.stripe;

import java.util.Set;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Refusal;

/**
 * A pinned API version, by its date. What it decides here: {@code allowed_payment_method_types} exists from 2026-07-29 on, {@code payment_method_types} can no longer be
 * written from 2026-09-30 on (Stripe changelog, dahlia and endive).
 */
record StripeVersion(String name) {
    private static final Set<String> MAJORS = Set.of("acacia", "basil", "clover", "dahlia", "endive");

    /** The version a call names, else the account's. */
    static StripeVersion of(Call call, String account) {
        String name = call.header("stripe-version").orElse(account);
        if (!name.matches("20\\d\\d-[01]\\d-[0-3]\\d(\\.[a-z]+)?") || unknownMajor(name)) {
            throw Refusal.of(400, null, "Invalid Stripe API version: " + name).type("invalid_request_error");
        }
        return new StripeVersion(name);
    }

    private static boolean unknownMajor(String name) {
        return name.length() > 10 && !MAJORS.contains(name.substring(11));
    }

    boolean knowsAllowedTypes() {
        return date().compareTo("2026-07-29") >= 0;
    }

    boolean refusesPaymentMethodTypes() {
        return date().compareTo("2026-09-30") >= 0;
    }

    /** From 2023-08-16 on payment methods are automatic unless told otherwise. */
    boolean automaticByDefault() {
        return date().compareTo("2023-08-16") >= 0;
    }

    private String date() {
        return name.substring(0, 10);
    }
}
