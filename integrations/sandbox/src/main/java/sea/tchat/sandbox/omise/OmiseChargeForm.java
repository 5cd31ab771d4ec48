package sea.tchat.sandbox.omise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import sea.tchat.sandbox.Links;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;

/** What a charge looks like on the wire, API version 2019-05-29. */
final class OmiseChargeForm {
    private final Clock clock;
    private final Links links;

    OmiseChargeForm(Clock clock, Links links) {
        this.clock = clock;
        this.links = links;
    }

    /** A pending charge with neither card nor source yet. */
    ObjectNode fresh(String id, Params params, OmiseMoney money, Instant expires) {
        String currency = money.currency().name();
        ObjectNode c = Json.object().put("object", "charge").put("id", id).put("location", "/charges/" + id);
        c.put("amount", money.amount()).putNull("acquirer_reference_number");
        long fee = money.amount() * 365 / 10_000;
        long vat = fee * 7 / 100;
        c.put("net", money.amount() - fee - vat).put("fee", fee).put("fee_vat", vat);
        c.put("interest", 0)
                .put("interest_vat", 0)
                .put("funding_amount", money.amount())
                .put("refunded_amount", 0);
        c.putObject("transaction_fees")
                .put("fee_flat", "0.0")
                .put("fee_rate", "3.65")
                .put("vat_rate", "7.0");
        c.put("currency", currency)
                .put("funding_currency", "THB")
                .put("ip", params.text("ip").orElse(null));
        c.set("refunds", OmiseWire.listOf("/charges/" + id + "/refunds", List.of(), 0));
        c.putNull("link").put("description", params.text("description").orElse(null));
        c.set("metadata", OmiseWire.metadata(params));
        c.putNull("card")
                .putNull("source")
                .putNull("schedule")
                .putNull("customer")
                .putNull("dispute");
        c.putNull("transaction")
                .putNull("failure_code")
                .putNull("failure_message")
                .put("status", "pending");
        c.putNull("authorize_uri").put("return_uri", params.text("return_uri").orElse(null));
        c.put("created_at", OmiseWire.now(clock)).putNull("paid_at").putNull("authorized_at");
        c.put("expires_at", OmiseWire.at(expires)).putNull("expired_at").putNull("reversed_at");
        c.put("zero_interest_installments", false)
                .putNull("branch")
                .putNull("terminal")
                .putNull("device");
        c.put("authorized", false).put("capturable", false).put("capture", !params.isFalse("capture"));
        c.put("disputable", false).put("livemode", false).put("refundable", false);
        c.put("partially_refundable", false).put("reversed", false).put("reversible", false);
        return c.put("voided", false).put("paid", false).put("expired", false);
    }

    /** The source as it stands in a charge: with the code to scan. */
    ObjectNode withQr(ObjectNode source, String charge) {
        String document = Ids.omise("docu");
        String location = "/charges/" + charge + "/documents/" + document;
        ObjectNode code = Json.object().put("object", "barcode").put("type", "qr");
        ObjectNode image = code.putObject("image").put("object", "document").put("livemode", false);
        image.put("id", document)
                .put("deleted", false)
                .put("filename", "qrcode.svg")
                .put("location", location);
        image.put("kind", "qr").put("download_uri", links.to("/omise" + location + "/downloads/" + Ids.stripe("")));
        image.put("created_at", OmiseWire.now(clock));
        source.set("scannable_code", code.putNull("raw_data"));
        return source.put("charge_status", "pending");
    }

    void authorized(ObjectNode c) {
        c.put("authorized", true).put("authorized_at", OmiseWire.now(clock)).put("capturable", true);
        c.put("reversible", true);
    }

    void paid(ObjectNode c) {
        c.put("status", "successful").put("authorized", true).put("paid", true).put("paid_at", OmiseWire.now(clock));
        c.put("capturable", false)
                .put("reversible", false)
                .put("refundable", true)
                .put("partially_refundable", true);
        c.put("disputable", c.path("card").isObject()).put("transaction", Ids.omise("trxn"));
        if (c.path("authorized_at").isNull()) {
            c.put("authorized_at", OmiseWire.now(clock));
        }
        sourceStatus(c, "successful");
    }

    void failed(ObjectNode c, String code) {
        c.put("status", "failed").put("failure_code", code).put("failure_message", OmiseTestCard.explain(code));
        sourceStatus(c, "failed");
    }

    void expired(ObjectNode c) {
        c.put("status", "expired").put("expired", true).put("expired_at", OmiseWire.now(clock));
        c.put("capturable", false).put("reversible", false);
        sourceStatus(c, "expired");
    }

    void reversed(ObjectNode c) {
        c.put("status", "reversed").put("reversed", true).put("reversed_at", OmiseWire.now(clock));
        c.put("capturable", false).put("reversible", false).put("authorized", false);
    }

    private static void sourceStatus(ObjectNode charge, String status) {
        if (charge.get("source") instanceof ObjectNode source) {
            source.put("charge_status", status);
        }
    }
}
