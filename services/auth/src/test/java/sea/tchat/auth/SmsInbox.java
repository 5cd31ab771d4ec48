package sea.tchat.auth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.test.context.TestComponent;
import sea.tchat.routes.domain.Outcome;

/** A provider of SMS that keeps the texts, and fails where it is told to. */
@TestComponent
class SmsInbox extends RouteBuilder {
    private static final Pattern CODE = Pattern.compile("^Tchat: ([0-9]{6}) ");

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Outcome>> outcomes = new ConcurrentHashMap<>();

    @Override
    public void configure() {
        from("direct:sms-inbox").routeConfigurationId("step").process(exchange -> {
            String to = exchange.getMessage().getHeader("to", String.class);
            counts.computeIfAbsent(to, number -> new AtomicInteger()).incrementAndGet();
            texts.put(to, exchange.getMessage().getBody(String.class));
            exchange.getMessage()
                    .setBody(outcomes.getOrDefault(to, () -> new Outcome.Done("SM1"))
                            .get());
        });
    }

    /** What becomes of texts to this number; may throw, as a provider's client does. */
    void on(String number, Supplier<Outcome> outcome) {
        outcomes.put(number, outcome);
    }

    int count(String number) {
        return counts.getOrDefault(number, new AtomicInteger()).get();
    }

    String text(String number) {
        return texts.get(number);
    }

    String code(String number) {
        Matcher code = CODE.matcher(text(number));
        if (!code.find()) {
            throw new AssertionError("the text does not begin with the app's name and the code: " + text(number));
        }
        return code.group(1);
    }
}
