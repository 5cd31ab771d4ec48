package sea.tchat.sandbox.omise;

import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** An amount in the smallest unit of a currency that Omise would charge. */
record OmiseMoney(long amount, OmiseRange currency) {
    /** @throws Refusal with the given code, as charges and sources differ in it */
    static OmiseMoney of(Params params, String code) {
        String name = params.text("currency").orElseThrow(() -> Refusal.of(400, "bad_request", "currency is missing"));
        OmiseRange range =
                OmiseRange.of(name).orElseThrow(() -> Refusal.of(400, code, "currency is currently not supported"));
        if (!params.has("amount")) {
            throw Refusal.of(400, "bad_request", "amount is missing");
        }
        long amount = params.whole("amount").orElseThrow(() -> Refusal.of(400, code, "amount must be an integer"));
        if (!range.holds(amount)) {
            throw Refusal.of(
                    400, code, "amount must be between " + range.least() + " and " + range.most() + " in " + range);
        }
        return new OmiseMoney(amount, range);
    }
}
