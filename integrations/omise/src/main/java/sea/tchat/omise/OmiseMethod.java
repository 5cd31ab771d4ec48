package sea.tchat.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import sea.tchat.routes.domain.Charge;

/** Ways to pay at Omise: one line each, with the currencies it takes. */
enum OmiseMethod {
    /** A code to scan; an offline source, Thai accounts only (docs.omise.co/promptpay). */
    PROMPTPAY(Set.of("THB")) {
        @Override
        void write(Charge charge, ObjectNode body) {
            body.putObject("source").put("type", "promptpay");
        }
    },
    /** A token that the payer's browser or app got from the vault: card numbers never come here. */
    CARD(Set.of()) {
        @Override
        void write(Charge charge, ObjectNode body) {
            if (charge.source() == null || charge.source().isBlank()) {
                throw new OmiseNotChargeable("missing_card");
            }
            body.put("card", charge.source()).put("capture", true);
        }
    };

    private final Set<String> currencies;

    /** @param currencies those it takes; none named: all that the account charges */
    OmiseMethod(Set<String> currencies) {
        this.currencies = currencies;
    }

    abstract void write(Charge charge, ObjectNode body);

    static OmiseMethod of(Charge charge) {
        OmiseMethod method = Arrays.stream(values())
                .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(charge.method()))
                .findFirst()
                .orElseThrow(() -> new OmiseNotChargeable("method_not_supported"));
        if (!method.currencies.isEmpty()
                && !method.currencies.contains(charge.amount().currency())) {
            throw new OmiseNotChargeable("currency_not_supported");
        }
        return method;
    }
}
