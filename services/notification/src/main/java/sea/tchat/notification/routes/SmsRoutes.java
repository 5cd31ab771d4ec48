package sea.tchat.notification.routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.notification.domain.SmsResult;
import sea.tchat.routes.domain.Ids;

/**
 * What is due by SMS → the provider, at most once each. The attempt is written before the call and its outcome after it, in
 * transactions of their own: whatever dies in between leaves an attempt that is {@code started}, and becomes {@code unknown}.
 */
@Component
public class SmsRoutes extends RouteBuilder {
    /** Wakes the senders; whatever it finds is read from the table, so a lost nudge costs a second and nothing else. */
    static final String NUDGE =
            "seda:sms?size=64&discardWhenFull=true&waitForTaskToComplete=Never&concurrentConsumers={{tchat.sms.senders}}";

    private static final String WORKED = "sms.worked";
    private static final String EXPIRY = "expiry_seconds";
    private final SmsTexts texts;
    private final MeterRegistry meters;

    public SmsRoutes(SmsTexts texts, MeterRegistry meters) {
        this.texts = texts;
        this.meters = meters;
    }

    @Override
    public void configure() {
        from("timer:sms?delay=0&period={{tchat.sms.period}}")
                .routeId("notification.sms-timer")
                .routeDescription(
                        "Gives up calls whose process has died and what is too old, and looks for what is due")
                .routeConfigurationId("scheduled")
                .setHeader("abandoned_seconds", simple("{{tchat.sms.abandoned-seconds}}"))
                .setHeader(EXPIRY, simple("{{tchat.sms.expiry-seconds}}"))
                .to("sql:classpath:sql/sms-abandon.sql?noop=true")
                .to("sql:classpath:sql/sms-expire.sql?noop=true")
                .to(NUDGE);

        from(NUDGE)
                .routeId("notification.sms-senders")
                .routeDescription("One due notification after the other, until there is none")
                .routeConfigurationId("scheduled")
                .setProperty(WORKED, constant(true))
                .loopDoWhile(exchangeProperty(WORKED))
                .process(SmsRoutes::forget)
                .to("direct:sms-start")
                .filter(header("attempt_id").isNotNull())
                .to("direct:send-sms")
                .to("direct:sms-finish")
                .end()
                .end();

        from("direct:sms-start")
                .routeId("notification.sms-start")
                .routeDescription(
                        "Takes one that is due: postponed, collapsed into an earlier text, suppressed, or an attempt is started")
                .routeConfigurationId("step")
                .setHeader(EXPIRY, simple("{{tchat.sms.expiry-seconds}}"))
                .setHeader("contact_seconds", simple("{{tchat.sms.contact-seconds}}"))
                .setHeader("collapse_seconds", simple("{{tchat.sms.collapse-seconds}}"))
                .setHeader("recipient_per_day", simple("{{tchat.sms.recipient-per-day}}"))
                .setHeader("per_day", simple("{{tchat.sms.per-day}}"))
                .policy("transaction")
                .to("sql:classpath:sql/sms-take-due.sql?outputType=SelectOne")
                .process(exchange ->
                        exchange.setProperty(WORKED, exchange.getMessage().getBody() != null))
                .filter(body().isNotNull())
                .choice()
                .when(simple("${body[contact]} == false"))
                .process(SmsRoutes::postpone)
                .to("sql:classpath:sql/sms-postpone.sql?noop=true")
                .otherwise()
                .process(SmsRoutes::prepare)
                // Two senders must not both find that nothing was sent in this dialog yet, nor both take the last text
                // of a limit. One lock for all, as one limit is; held for two statements, never during a call.
                .to("sql:classpath:sql/sms-lock.sql?noop=true")
                .to("sql:classpath:sql/sms-start.sql?outputType=SelectOne")
                .process(this::settle)
                .to("sql:classpath:sql/sms-state.sql?noop=true")
                .end()
                .end()
                .end()
                .process(this::write);

        from("direct:send-sms")
                .routeId("notification.send-sms")
                .routeDescription("Header to and a text → Outcome; which provider is configuration")
                .routeConfigurationId("provider")
                .to("{{tchat.sms.sink}}");

        from("direct:sms-finish")
                .routeId("notification.sms-finish")
                .routeDescription("Outcome → attempt and notification")
                .routeConfigurationId("step")
                .setHeader("max_attempts", simple("{{tchat.sms.max-attempts}}"))
                .setHeader("retry_seconds", simple("{{tchat.sms.retry-seconds}}"))
                .process(this::finish)
                .to("sql:classpath:sql/sms-finish.sql?noop=true");
    }

    private static void forget(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    private static void postpone(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader("id", message.getBody(Map.class).get("id"));
        message.setBody(null);
    }

    private static void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> row = message.getBody(Map.class);
        Object collapseKey = row.get("dialog_id") == null ? row.get("id") : row.get("dialog_id");
        message.setHeader("id", row.get("id"));
        message.setHeader("user_id", row.get("user_id"));
        message.setHeader("collapse_key", collapseKey.toString());
        message.setHeader("attempt_id", Ids.next());
        message.setHeader("to", row.get("phone_number"));
        message.setHeader("locale", row.get("locale"));
        message.setBody(null);
    }

    /** The verdict: started, collapsed, or the name of the limit that is used up. */
    private void settle(Exchange exchange) {
        Message message = exchange.getMessage();
        String verdict = message.getBody(String.class);
        boolean limited = verdict.endsWith("_limit");
        message.setHeader("sms_state", limited ? "suppressed" : verdict);
        message.setHeader("sms_reason", limited ? verdict : null);
        message.setBody(null);
        if (!verdict.equals("started")) {
            message.removeHeader("attempt_id");
        }
        if (limited) {
            meters.counter("notification.suppressed", "channel", "sms", "reason", verdict)
                    .increment();
        }
    }

    private void write(Exchange exchange) {
        exchange.getMessage().setBody(texts.message(exchange.getMessage().getHeader("locale", String.class)));
    }

    private void finish(Exchange exchange) {
        Message message = exchange.getMessage();
        SmsResult result = SmsResult.of(message.getBody());
        message.setHeader("attempt_state", result.state());
        message.setHeader("reference", result.reference());
        message.setHeader("reason", result.reason());
        message.setHeader("again", result.again());
        message.setBody(null);
        meters.counter("notification.attempts", "channel", "sms", "outcome", result.state())
                .increment();
    }
}
