package sea.tchat.omise;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import sea.tchat.routes.domain.ProviderCharge;

/**
 * Asks Omise for one charge, by its id or, when that was never learnt, by our transaction id in the charges' metadata. A kamelet
 * calls {@link #begin} once, then makes the request that stands in the headers and calls {@link #read}, as long as the exchange's
 * property {@code omise_lookup_open} is true.
 *
 * <p>Omise's search has no index of metadata, so charges are read page by page. Our ids are UUIDv7 and tell when they were made: no
 * charge for one is older, so the list starts there and the charge is met within its first pages whatever the traffic. Other ids
 * are looked for from the newest charge backwards.
 */
public final class OmiseLookup {
    static final String OPEN = "omise_lookup_open";
    static final int PAGE = 100;
    private static final String OFFSET = "omise_lookup_offset";
    private static final Pattern CHARGE = Pattern.compile("chrg_[A-Za-z0-9_]{1,80}");
    /** How far Omise's clock may be behind ours. */
    private static final int SKEW_SECONDS = 300;

    private int pages = 20;

    /** The most pages of 100 charges that are read for one look-up. */
    public void setPages(int pages) {
        this.pages = pages;
    }

    /**
     * A reference that is no id of a charge, such as that of a transfer in an event, is answered without asking: there is no such
     * charge, and the id does not get into an address.
     *
     * @throws IllegalArgumentException neither header is there, or the transaction's is no UUID: nothing is asked
     */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(OPEN, true);
        exchange.setProperty(OFFSET, 0);
        message.setBody(null);
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        String reference = message.getHeader("provider_reference", String.class);
        if (reference == null) {
            ask(message, "/charges", query(transaction(message), 0));
        } else if (CHARGE.matcher(reference).matches()) {
            ask(message, "/charges/" + reference, "");
        } else {
            end(exchange, null);
        }
    }

    /**
     * Reads one answer: the body becomes the charge, or null when Omise knows none or the next page is to be read.
     *
     * @throws OmiseFault any other answer, and a search that was given up before its end, which proves nothing
     */
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String answer = message.getBody(String.class);
        if (message.getHeader("provider_reference") == null) {
            readPage(exchange, OmiseAnswer.read("list", status, answer));
        } else {
            end(exchange, byReference(status, answer));
        }
    }

    private static ProviderCharge byReference(int status, String answer) {
        try {
            return OmiseCharges.found(OmiseAnswer.read("charge", status, answer));
        } catch (OmiseFault fault) {
            // The code as well as the status: the 404 of a wrong address must not look like a charge that does not
            // exist.
            if (fault.status() == 404 && fault.code().equals("not_found")) {
                return null;
            }
            throw fault;
        }
    }

    private void readPage(Exchange exchange, JsonNode list) {
        String transaction = transaction(exchange.getMessage()).toString();
        for (JsonNode charge : list.path("data")) {
            if (transaction.equals(OmiseAnswer.text(charge, "/metadata/" + OmiseCharges.TRANSACTION))) {
                end(exchange, OmiseCharges.found(charge));
                return;
            }
        }
        int offset = exchange.getProperty(OFFSET, Integer.class) + PAGE;
        if (offset >= list.path("total").asLong(Long.MAX_VALUE)) {
            end(exchange, null);
        } else if (offset >= pages * PAGE) {
            throw new OmiseFault(200, "search_given_up");
        } else {
            exchange.setProperty(OFFSET, offset);
            ask(exchange.getMessage(), "/charges", query(UUID.fromString(transaction), offset));
        }
    }

    private static void end(Exchange exchange, ProviderCharge charge) {
        exchange.setProperty(OPEN, false);
        exchange.removeProperty(OFFSET);
        exchange.getMessage().setBody(charge);
    }

    private static void ask(Message message, String path, String query) {
        message.setBody(null);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader(Exchange.HTTP_QUERY, query);
    }

    private static UUID transaction(Message message) {
        String id = message.getHeader(OmiseCharges.TRANSACTION, String.class);
        if (id == null) {
            throw new IllegalArgumentException("a look-up needs a provider_reference or a transaction_id");
        }
        return UUID.fromString(id);
    }

    private static String query(UUID transaction, int offset) {
        String page = "limit=" + PAGE + "&offset=" + offset;
        if (transaction.version() != 7) {
            return page + "&order=reverse_chronological";
        }
        Instant made = Instant.ofEpochMilli(transaction.getMostSignificantBits() >>> 16);
        Instant from = made.minusSeconds(SKEW_SECONDS).truncatedTo(ChronoUnit.SECONDS);
        return page + "&order=chronological&from=" + URLEncoder.encode(from.toString(), StandardCharsets.UTF_8);
    }
}
