package sea.tchat.auth.routes;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import sea.tchat.routes.limits.Limit;

/** The limits of {@code application.yaml}, by name. */
@ConfigurationProperties("tchat")
public record LimitTable(Map<String, Line> limits) {

    /** See {@link Limit}. */
    public record Line(long burst, long refill, long per, boolean closed) {}

    /** @throws IllegalStateException when the table has no such line */
    public Limit get(String name) {
        Line line = limits.get(name);
        if (line == null) {
            throw new IllegalStateException("tchat.limits has no line " + name);
        }
        return new Limit(name, line.burst(), line.refill(), line.per(), line.closed());
    }
}
