package sea.tchat.notification;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.test.context.TestComponent;
import sea.tchat.routes.domain.Outcome;

/** A provider of SMS that keeps the texts, and answers as it is told to. */
@TestComponent
class SmsProvider extends RouteBuilder {
    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Outcome>> outcomes = new ConcurrentHashMap<>();

    @Override
    public void configure() {
        from("direct:sms-provider").routeConfigurationId("step").process(exchange -> {
            String to = exchange.getMessage().getHeader("to", String.class);
            texts(to).add(exchange.getMessage().getBody(String.class));
            exchange.getMessage()
                    .setBody(outcomes.getOrDefault(to, () -> new Outcome.Done("SM1"))
                            .get());
        });
    }

    /** What becomes of texts to this number; may throw, as a provider's client does. */
    void on(String number, Supplier<Outcome> outcome) {
        outcomes.put(number, outcome);
    }

    List<String> texts(String number) {
        return texts.computeIfAbsent(number, key -> new CopyOnWriteArrayList<>());
    }
}
