package sea.tchat.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/**
 * {@code DateSent=}, {@code DateSent<=} and {@code DateSent>=} with a day or an instant. The sign is part of the parameter's name ({@code DateSent>}), as a query has it. A
 * message not sent yet counts by its creation, so that a look-up right after an unknown outcome finds it.
 *
 * @param from first instant that is in
 * @param until first instant that is out
 */
record DateSentFilter(Instant from, Instant until) {
    static DateSentFilter of(Params params) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        if (params.has("DateSent")) {
            from = start(params, "DateSent");
            until = end(params, "DateSent");
        }
        if (params.has("DateSent>")) {
            from = start(params, "DateSent>");
        }
        if (params.has("DateSent<")) {
            until = end(params, "DateSent<");
        }
        return new DateSentFilter(from, until);
    }

    boolean accepts(JsonNode message) {
        String date = Json.text(message, "date_sent");
        Instant at = ZonedDateTime.parse(
                        date == null ? Json.text(message, "date_created") : date, TwilioMessages.RFC_2822)
                .toInstant();
        return !at.isBefore(from) && at.isBefore(until);
    }

    private static Instant start(Params params, String name) {
        return parse(params, name, 0);
    }

    private static Instant end(Params params, String name) {
        return parse(params, name, 1);
    }

    /** Days count whole; instants to the second, the grain of Twilio's dates. */
    private static Instant parse(Params params, String name, int units) {
        String text = params.text(name).orElseThrow();
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(units)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text).plusSeconds(units).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.of(400, "20001", "Invalid DateSent");
        }
    }
}
