package sea.tchat.gateway.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.EdgeSettings.By;
import sea.tchat.gateway.EdgeSettings.LimitLine;
import sea.tchat.gateway.domain.CallPattern;
import sea.tchat.routes.domain.ClientNetwork;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.identity.Identity;
import sea.tchat.routes.limits.Limit;
import sea.tchat.routes.limits.TokenBuckets;
import sea.tchat.routes.limits.TokenBuckets.Take;
import sea.tchat.routes.limits.TokenBuckets.Verdict;

/** The table of limits at the edge: which buckets a call is taken from, and what the caller is told of them. */
@Component
public class EdgeLimits {
    private record Line(Limit limit, By by, List<CallPattern> calls) {
        boolean counts(String method, String path) {
            return calls.isEmpty() || calls.stream().anyMatch(call -> call.matches(method, path));
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final TokenBuckets buckets;

    public EdgeLimits(EdgeSettings settings, TokenBuckets buckets) {
        this.buckets = buckets;
        settings.limits().forEach((name, line) -> lines.add(line(name, line)));
    }

    /**
     * Counts a call.
     *
     * @param identity null for a call without a good token
     * @return what is left, for the {@code RateLimit-*} headers
     */
    public Verdict take(String method, String path, Identity identity, String clientAddress) {
        List<Take> takes = new ArrayList<>();
        for (Line line : lines) {
            if (line.by() == By.PROVIDER && line.counts(method, path)) {
                // Providers call from many addresses and without a token: their signature is checked by the service.
                return buckets.take(List.of(new Take(line.limit(), path.substring(path.lastIndexOf('/') + 1))));
            }
            if (line.counts(method, path)) {
                if (line.by() == By.ADDRESS
                        && (identity == null || !line.calls().isEmpty())) {
                    // A line that names its calls counts by address with a token too: an account is easily had.
                    takes.add(new Take(line.limit(), ClientNetwork.of(clientAddress)));
                } else if (line.by() == By.USER && identity != null) {
                    takes.add(new Take(line.limit(), identity.userId().toString()));
                }
            }
        }
        return buckets.take(takes);
    }

    /** {@code RateLimit-Limit}, {@code -Remaining}, and {@code -Reset}: seconds until the bucket is full; {@code Retry-After}. */
    public static Map<String, Object> headers(Verdict verdict) {
        Limit limit = verdict.limit();
        long missing = limit.burst() - verdict.remaining();
        long reset = (missing * limit.per() + limit.refill() - 1) / limit.refill();
        return verdict.allowed()
                ? Map.of(
                        "RateLimit-Limit", limit.burst(),
                        "RateLimit-Remaining", verdict.remaining(),
                        "RateLimit-Reset", reset)
                : Map.of(
                        "RateLimit-Limit", limit.burst(),
                        "RateLimit-Remaining", verdict.remaining(),
                        "RateLimit-Reset", reset,
                        "Retry-After", verdict.retryAfterSeconds());
    }

    /** @throws Refused {@code RATE_LIMITED}, or {@code SERVICE_UNAVAILABLE} when a closed limit could not be asked */
    public static void require(Verdict verdict) {
        if (verdict.allowed()) {
            return;
        }
        if (verdict.away()) {
            throw new Refused("SERVICE_UNAVAILABLE", "the limit of this call cannot be checked right now");
        }
        throw new Refused(
                "RATE_LIMITED",
                "the limit " + verdict.limit().name() + " allows more in " + verdict.retryAfterSeconds() + " s");
    }

    private static Line line(String name, LimitLine line) {
        return new Line(
                new Limit(name, line.burst(), line.refill(), line.per(), line.closed()),
                line.by(),
                line.calls().stream().map(CallPattern::parse).toList());
    }
}
