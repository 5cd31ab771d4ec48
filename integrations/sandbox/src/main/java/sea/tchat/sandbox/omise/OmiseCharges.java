package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import sea.tchat.sandbox.Links;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/**
 * Charges by card token or PromptPay. A declined card is HTTP 200 with {@code status=failed}. Rows are {@code {wire, webhook_endpoints}}. Not idempotent, as at Omise: the same
 * request twice is two charges, only a token guards itself.
 */
public final class OmiseCharges {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration CARD_LIFE = Duration.ofDays(7);

    private final Table table;
    private final Clock clock;
    private final OmiseChargeForm form;
    private final OmiseTokens tokens;
    private final OmiseSources sources;
    private final OmiseEvents events;

    public OmiseCharges(
            Tables tables, Clock clock, Links links, OmiseTokens tokens, OmiseSources sources, OmiseEvents events) {
        this.table = tables.table("omise_charges", 20_000);
        this.clock = clock;
        this.form = new OmiseChargeForm(clock, links);
        this.tokens = tokens;
        this.sources = sources;
        this.events = events;
    }

    public Answer create(Call call) {
        Params params = call.params();
        OmiseMoney money = OmiseMoney.of(params, "invalid_charge");
        if (params.has("customer")) {
            throw OmiseProtocol.notFound("customer", params.text("customer").orElse(""));
        }
        if (params.has("card") == params.has("source")) {
            throw Refusal.of(400, "missing_card", "either a card or a source is required");
        }
        List<String> endpoints = params.list("webhook_endpoints");
        if (endpoints.size() > 2) {
            throw Refusal.of(400, "bad_request", "at most two webhook_endpoints");
        }
        String id = Ids.omise("chrg");
        ObjectNode charge = form.fresh(id, params, money, expiry(params));
        if (params.has("card")) {
            payByCard(charge, params.text("card").orElse(""));
        } else {
            charge.set("source", form.withQr(sources.ofCharge(params, money), id));
        }
        ObjectNode row = Json.object();
        row.set("wire", charge);
        row.set("webhook_endpoints", Json.MAPPER.valueToTree(endpoints));
        keep(row, "charge.create");
        return Answer.ok(charge);
    }

    private Instant expiry(Params params) {
        Duration life = params.has("card") ? CARD_LIFE : LIFE;
        try {
            Instant expires = params.text("expires_at")
                    .map(Instant::parse)
                    .orElse(clock.instant().plus(life));
            if (expires.isBefore(clock.instant())) {
                throw Refusal.of(400, "bad_request", "expires_at cannot be in the past");
            }
            return expires;
        } catch (DateTimeParseException e) {
            throw Refusal.of(400, "bad_request", "expires_at is not an ISO 8601 date");
        }
    }

    private void payByCard(ObjectNode charge, String token) {
        OmiseTokens.UsedCard card = tokens.use(token);
        charge.set("card", card.card());
        if (card.failsWith() != null) {
            form.failed(charge, card.failsWith());
        } else if (charge.path("capture").asBoolean()) {
            form.paid(charge);
        } else {
            form.authorized(charge);
        }
    }

    private void keep(ObjectNode row, String event) {
        ObjectNode charge = row.withObject("/wire");
        table.put(charge.path("id").asText(), row);
        events.happened(event, charge, new Params(row).list("webhook_endpoints"));
    }

    /** The row of a charge. */
    ObjectNode row(String id) {
        return table.find(id).orElseThrow(() -> OmiseProtocol.notFound("charge", id));
    }

    /** Writes a charge whose refunds have changed. */
    void keepRefunded(ObjectNode row) {
        table.put(row.path("wire").path("id").asText(), row);
    }

    public Answer retrieve(Call call) {
        return Answer.ok(row(call.pathParam("id")).path("wire"));
    }

    public Answer list(Call call) {
        return OmiseWire.list(call, "/charges", wires());
    }

    /** All charges, oldest first. */
    public List<JsonNode> wires() {
        return table.oldestFirstRows().stream().map(row -> row.path("wire")).toList();
    }

    public Answer capture(Call call) {
        ObjectNode row = row(call.pathParam("id"));
        ObjectNode charge = row.withObject("/wire");
        if (!charge.path("capturable").asBoolean()) {
            throw Refusal.of(400, "failed_capture", "charge is not capturable");
        }
        long authorized = charge.path("amount").asLong();
        long amount = call.params().whole("capture_amount").orElse(authorized);
        if (amount < 1 || amount > authorized) {
            throw Refusal.of(400, "failed_capture", "capture amount must not exceed the authorised amount");
        }
        if (amount < authorized) {
            charge.put("authorized_amount", authorized)
                    .put("captured_amount", amount)
                    .put("amount", amount);
        }
        form.paid(charge);
        keep(row, "charge.capture");
        return Answer.ok(charge);
    }

    public Answer reverse(Call call) {
        ObjectNode row = row(call.pathParam("id"));
        ObjectNode charge = row.withObject("/wire");
        if (!charge.path("reversible").asBoolean()) {
            throw Refusal.of(400, "failed_reversal", "charge is not reversible");
        }
        form.reversed(charge);
        keep(row, "charge.reverse");
        return Answer.ok(charge);
    }

    public Answer expire(Call call) {
        ObjectNode row = row(call.pathParam("id"));
        if (!isPending(row)) {
            throw Refusal.of(400, "failed_expire", "charge cannot be expired");
        }
        expire(row);
        return Answer.ok(row.path("wire"));
    }

    private void expire(ObjectNode row) {
        form.expired(row.withObject("/wire"));
        keep(row, "charge.expire");
    }

    /** Expires what has not been paid in time; called now and then. */
    public void expireOverdue() {
        Instant now = clock.instant();
        table.oldestFirstRows().stream()
                .filter(OmiseCharges::isPending)
                .filter(row -> Instant.parse(row.path("wire").path("expires_at").asText())
                        .isBefore(now))
                .forEach(row -> expire(row.deepCopy()));
    }

    public Answer markAsPaid(Call call) {
        return complete(call.pathParam("id"), Optional.empty());
    }

    /** Test mode; {@code failure_code} is this stand-in's addition. */
    public Answer markAsFailed(Call call) {
        return complete(
                call.pathParam("id"),
                Optional.of(call.params().text("failure_code").orElse("failed_processing")));
    }

    private Answer complete(String id, Optional<String> failure) {
        ObjectNode row = row(id);
        ObjectNode charge = row.withObject("/wire");
        if (!isPending(row) || !charge.path("source").isObject()) {
            boolean expired = charge.path("expired").asBoolean();
            throw Refusal.of(400, expired ? "expired_charge" : "invalid_charge", "charge is not pending");
        }
        failure.ifPresentOrElse(code -> form.failed(charge, code), () -> form.paid(charge));
        keep(row, "charge.complete");
        return Answer.ok(charge);
    }

    private static boolean isPending(ObjectNode row) {
        return row.path("wire").path("status").asText().equals("pending");
    }
}
