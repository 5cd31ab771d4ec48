package sea.tchat.routes.policy;

import java.util.Optional;
import sea.tchat.routes.domain.Outcome;

/**
 * What an integration knows of its provider's errors. Each integration gives one as a bean; the {@code provider} policy asks them
 * in turn.
 */
@FunctionalInterface
public interface OutcomeClassifier {
    /**
     * @param fault what the call threw
     * @return what it means, or empty when the fault is not one of this provider's
     */
    Optional<Outcome> classify(Throwable fault);
}
