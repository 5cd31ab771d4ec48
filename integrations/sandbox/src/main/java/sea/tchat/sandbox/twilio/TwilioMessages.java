package sea.tchat.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Ids;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/** {@code /2010-04-01/Accounts/{sid}/Messages}: create, read, list. Rows are {@code {wire, callback, fails_with}}. */
public final class TwilioMessages {
    static final DateTimeFormatter RFC_2822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final int KEEP = 20_000;
    private static final int LONGEST_BODY = 1600;
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    /** A number, a short code, or a name of up to 11 characters with a letter in it. */
    private static final Pattern SENDER =
            Pattern.compile("\\+[1-9]\\d{6,14}|\\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +\\-_&]{1,11}");

    private final Table table;
    private final Clock clock;
    private final String account;
    private final TwilioProgress progress;

    public TwilioMessages(Tables tables, Clock clock, String account, TwilioProgress progress) {
        this.table = messages(tables);
        this.clock = clock;
        this.account = account;
        this.progress = progress;
    }

    static Table messages(Tables tables) {
        return tables.table("twilio_messages", KEEP, row -> !TwilioProgress.isUnderWay(row));
    }

    public Answer create(Call call) {
        Params params = call.params();
        if (call.sentAsJson()) {
            throw Refusal.of(400, "21604", "A 'To' phone number is required."); // JSON is not read, so nothing came
        }
        check(params);
        String sid = Ids.twilio("SM");
        ObjectNode message = message(sid, params);
        ObjectNode row = Json.object();
        row.set("wire", message);
        row.put("callback", params.text("StatusCallback").orElse(null));
        row.put("fails_with", call.pathParam("undelivered"));
        table.put(sid, row);
        progress.begin(sid, row);
        return Answer.of(201, message);
    }

    private static void check(Params params) {
        String to = params.text("To").orElseThrow(() -> Refusal.of(400, "21604", "A 'To' phone number is required."));
        String from = params.text("From").orElse(null);
        if (from == null && !params.has("MessagingServiceSid")) {
            throw Refusal.of(400, "21603", "A 'From' phone number or 'MessagingServiceSid' is required.");
        }
        MagicNumber.refusing(to, from).ifPresent(magic -> {
            throw Refusal.of(400, magic.code(), magic.message());
        });
        if (!E164.matcher(to).matches()) {
            throw Refusal.of(400, "21211", "Invalid 'To' Phone Number");
        }
        if (from != null && !SENDER.matcher(from).matches()) {
            throw Refusal.of(400, "21212", "Invalid 'From' Phone Number");
        }
        checkContent(params);
    }

    private static void checkContent(Params params) {
        String body = params.text("Body").orElse("");
        if (body.isEmpty() && !params.has("MediaUrl") && !params.has("ContentSid")) {
            throw Refusal.of(400, "21602", "Message body is required.");
        }
        if (body.length() > LONGEST_BODY) {
            throw Refusal.of(400, "21617", "The concatenated message body exceeds the 1600 character limit");
        }
        params.text("StatusCallback")
                .filter(url -> !url.matches("https?://[^/\\s]+.*"))
                .ifPresent(url -> {
                    throw Refusal.of(400, "21609", "The 'StatusCallback' URL is not a valid URL.");
                });
    }

    private ObjectNode message(String sid, Params params) {
        String body = params.text("Body").orElse("");
        String now = RFC_2822.format(ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC));
        String uri = base() + "/" + sid;
        ObjectNode m = Json.object();
        m.put("account_sid", account).put("api_version", "2010-04-01").put("body", body);
        m.put("date_created", now).putNull("date_sent").put("date_updated", now);
        m.put("direction", "outbound-api").putNull("error_code").putNull("error_message");
        m.put("from", params.text("From").orElse(null));
        m.put("messaging_service_sid", params.text("MessagingServiceSid").orElse(null));
        m.put("num_media", params.has("MediaUrl") ? "1" : "0");
        m.put("num_segments", String.valueOf(SmsSegments.of(body)));
        m.putNull("price").put("price_unit", "USD").put("sid", sid);
        m.put("status", params.has("MessagingServiceSid") ? "accepted" : "queued");
        m.putObject("subresource_uris").put("media", uri + "/Media.json");
        return m.put("to", params.text("To").orElseThrow()).put("uri", uri + ".json");
    }

    private String base() {
        return "/2010-04-01/Accounts/" + account + "/Messages";
    }

    public Answer retrieve(Call call) {
        String sid = call.pathParam("sid");
        return table.find(sid)
                .map(row -> Answer.ok(row.path("wire")))
                .orElseThrow(() -> Refusal.of(
                        404, "20404", "The requested resource " + base() + "/" + sid + ".json was not found"));
    }

    public Answer list(Call call) {
        Params params = call.params();
        int size = Math.toIntExact(
                Math.max(1, Math.min(1000, params.whole("PageSize").orElse(50L))));
        int page = Math.toIntExact(
                Math.max(0, Math.min(100_000, params.whole("Page").orElse(0L))));
        DateSentFilter sent = DateSentFilter.of(params);
        List<JsonNode> found = table.newestFirst().stream()
                .map(row -> row.path("wire"))
                .filter(m -> params.text("To")
                        .map(to -> to.equals(Json.text(m, "to")))
                        .orElse(true))
                .filter(m -> params.text("From")
                        .map(from -> from.equals(Json.text(m, "from")))
                        .orElse(true))
                .filter(sent::accepts)
                .toList();
        int start = Math.min(found.size(), page * size);
        List<JsonNode> shown = found.subList(start, Math.min(found.size(), start + size));
        return Answer.ok(page(shown, page, size, start + shown.size() < found.size()));
    }

    private ObjectNode page(List<JsonNode> shown, int page, int size, boolean more) {
        ObjectNode list = Json.object();
        list.set("messages", Json.array(shown));
        String uri = base() + ".json?PageSize=" + size + "&Page=";
        list.put("start", page * size).put("end", page * size + Math.max(0, shown.size() - 1));
        list.put("page", page).put("page_size", size).put("first_page_uri", uri + 0);
        list.put("next_page_uri", more ? uri + (page + 1) : null);
        list.put("previous_page_uri", page > 0 ? uri + (page - 1) : null);
        return list.put("uri", uri + page);
    }

    /** Messages for the control API, newest first; null filters match all. */
    public List<ObjectNode> received(String to, String from, int limit) {
        return table.newestFirst().stream()
                .map(row -> row.path("wire"))
                .filter(m -> to == null || to.equals(Json.text(m, "to")))
                .filter(m -> from == null || from.equals(Json.text(m, "from")))
                .limit(limit)
                .map(m -> Json.object()
                        .put("sid", Json.text(m, "sid"))
                        .put("to", Json.text(m, "to"))
                        .put("from", Json.text(m, "from"))
                        .put("body", Json.text(m, "body"))
                        .put("status", Json.text(m, "status"))
                        .put(
                                "created_at",
                                ZonedDateTime.parse(Json.text(m, "date_created"), RFC_2822)
                                        .toInstant()
                                        .toString()))
                .toList();
    }
}
