package sea.tchat.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import sea.tchat.sandbox.journal.Table;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.webhooks.Webhooks;
import sea.tchat.sandbox.wire.Json;

/** Takes a message from queued over sent to delivered (or undelivered), with a callback at each step. Goes on after a restart. */
public final class TwilioProgress {
    private final Vertx vertx;
    private final Tables tables;
    private final Table table;
    private final Clock clock;
    private final Webhooks webhooks;
    private final Duration step;

    public TwilioProgress(Vertx vertx, Tables tables, Clock clock, Webhooks webhooks, Duration step) {
        this.vertx = vertx;
        this.tables = tables;
        this.table = TwilioMessages.messages(tables);
        this.clock = clock;
        this.webhooks = webhooks;
        this.step = step;
    }

    static boolean isUnderWay(ObjectNode row) {
        String status = row.path("wire").path("status").asText();
        return status.equals("queued") || status.equals("accepted") || status.equals("sent");
    }

    public void resume() {
        table.oldestFirstRows().stream()
                .filter(TwilioProgress::isUnderWay)
                .forEach(row -> later(row.path("wire").path("sid").asText()));
    }

    void begin(String sid, ObjectNode row) {
        callBack(row);
        tables.afterCommit(() -> later(sid));
    }

    private void later(String sid) {
        vertx.setTimer(
                Math.max(1, step.toMillis()),
                timer -> tables.atomically(() -> {
                    table.find(sid).filter(TwilioProgress::isUnderWay).ifPresent(row -> advance(sid, row));
                    return null;
                }));
    }

    private void advance(String sid, ObjectNode row) {
        ObjectNode message = row.withObject("/wire");
        String now = TwilioMessages.RFC_2822.format(ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC));
        message.put("date_updated", now);
        String failure = Json.text(row, "fails_with");
        if (!message.path("status").asText().equals("sent")) {
            message.put("status", "sent").put("date_sent", now);
            tables.afterCommit(() -> later(sid));
        } else if (failure != null) {
            message.put("status", "undelivered").put("error_code", Integer.parseInt(failure));
        } else {
            message.put("status", "delivered");
        }
        table.put(sid, row);
        callBack(row);
    }

    private void callBack(ObjectNode row) {
        String url = Json.text(row, "callback");
        if (url == null) {
            return;
        }
        Map<String, String> form = form(row.withObject("/wire"));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        webhooks.queue(
                "twilio",
                url,
                form.get("MessageSid"),
                "message." + form.get("MessageStatus"),
                "application/x-www-form-urlencoded; charset=UTF-8",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("I-Twilio-Idempotency-Token", UUID.randomUUID().toString()));
    }

    private static Map<String, String> form(ObjectNode message) {
        Map<String, String> form = new LinkedHashMap<>();
        String sid = Json.text(message, "sid");
        String status = Json.text(message, "status");
        form.put("SmsSid", sid);
        form.put("SmsStatus", status);
        form.put("MessageStatus", status);
        form.put("To", Json.text(message, "to"));
        form.put("MessageSid", sid);
        form.put("AccountSid", Json.text(message, "account_sid"));
        putIfThere(form, "From", Json.text(message, "from"));
        putIfThere(form, "MessagingServiceSid", Json.text(message, "messaging_service_sid"));
        putIfThere(form, "ErrorCode", Json.text(message, "error_code"));
        form.put("ApiVersion", "2010-04-01");
        return form;
    }

    private static void putIfThere(Map<String, String> form, String name, String value) {
        if (value != null) {
            form.put(name, value);
        }
    }
}
