package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** The vault's card tokens, good for one charge. Rows are {@code {wire, fails_with}}; the card number itself is never kept. */
public final class OmiseTokens {
    private final Table table;
    private final Clock clock;

    public OmiseTokens(Tables tables, Clock clock) {
        this.table = tables.table("omise_tokens", 20_000);
        this.clock = clock;
    }

    public Answer create(Call call) {
        Params params = call.params();
        String number = params.text("card.number").orElse("").replaceAll("[ -]", "");
        if (!number.matches("\\d{12,19}") || !luhn(number)) {
            throw invalid("number is invalid");
        }
        if (!params.has("card.name")) {
            throw invalid("name can't be blank");
        }
        long month = params.whole("card.expiration_month")
                .filter(m -> m >= 1 && m <= 12)
                .orElseThrow(() -> invalid("expiration month is not between 1 and 12"));
        long year = params.whole("card.expiration_year")
                .filter(y -> y >= 2000 && y < 2100)
                .orElseThrow(() -> invalid("expiration year is invalid"));
        YearMonth now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        if (YearMonth.of((int) year, (int) month).isBefore(now)) {
            throw invalid("expiration date cannot be in the past");
        }
        String id = Ids.omise("tokn");
        ObjectNode row = Json.object();
        row.set("wire", token(id, card(params, number, month, year)));
        row.put(
                "fails_with",
                OmiseTestCard.of(number).map(OmiseTestCard::failureCode).orElse(null));
        table.put(id, row);
        return Answer.ok(row.path("wire"));
    }

    private static Refusal invalid(String message) {
        return Refusal.of(400, "invalid_card", message);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = digit * 2;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    private ObjectNode card(Params params, String number, long month, long year) {
        ObjectNode card = Json.object().put("object", "card").put("id", Ids.omise("card"));
        card.put("livemode", false).putNull("location").put("deleted", false);
        card.put("brand", number.startsWith("4") ? "Visa" : number.startsWith("5") ? "MasterCard" : "JCB");
        card.put("fingerprint", Ids.stripe("")).put("first_digits", (String) null);
        card.put("last_digits", number.substring(number.length() - 4))
                .put("name", params.text("card.name").orElseThrow());
        card.put("expiration_month", month).put("expiration_year", year);
        card.put("security_code_check", params.has("card.security_code"))
                .put("bank", "Test Bank")
                .put("country", "th");
        return card.put("financing", "credit").put("created_at", OmiseWire.now(clock));
    }

    private ObjectNode token(String id, ObjectNode card) {
        ObjectNode token = Json.object().put("object", "token").put("id", id).put("livemode", false);
        token.put("location", "/tokens/" + id).put("used", false).put("charge_status", "unknown");
        token.set("card", card);
        return token.put("created_at", OmiseWire.now(clock));
    }

    public Answer retrieve(Call call) {
        String id = call.pathParam("id");
        return table.find(id)
                .map(row -> Answer.ok(row.path("wire")))
                .orElseThrow(() -> OmiseProtocol.notFound("token", id));
    }

    /** A card that has been charged by its token, and why it is declined, null when it is not. */
    record UsedCard(ObjectNode card, String failsWith) {}

    /** Uses a token up in the current step. */
    UsedCard use(String id) {
        ObjectNode row = table.find(id).orElseThrow(() -> OmiseProtocol.notFound("token", id));
        if (row.path("wire").path("used").asBoolean()) {
            throw Refusal.of(400, "used_token", "token was already used");
        }
        row.withObject("/wire").put("used", true);
        table.put(id, row);
        return new UsedCard(row.withObject("/wire").withObject("/card").deepCopy(), Json.text(row, "fails_with"));
    }
}
