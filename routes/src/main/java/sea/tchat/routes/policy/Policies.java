package sea.tchat.routes.policy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.routes.deadletter.DeadLetters;
import sea.tchat.routes.event.OffsetCommit;
import sea.tchat.routes.rest.FaultAnswer;
import sea.tchat.routes.rest.RestExit;

/**
 * What happens when a step fails, said once; every route names exactly one of these by {@code routeConfigurationId}.
 *
 * <ul>
 *   <li>{@code rest}: nothing is tried again behind the client's back; a failure goes up to the entry, which answers it.
 *   <li>{@code rest-entry}: the outermost route of an operation: every failure becomes a problem document.
 *   <li>{@code consumer}: a fault of the infrastructure holds the partition, a fault of the record parks it.
 *   <li>{@code step}: part of another route, which decides: nothing is handled here.
 *   <li>{@code provider}: a failure becomes an {@code Outcome}; only what is provably safe is tried again.
 *   <li>{@code scheduled}: a failed run is counted and logged, the next run tries anew.
 * </ul>
 */
public final class Policies extends RouteConfigurationBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    /** No single try takes longer than this: the time-outs of the stores' clients are all below it. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(20);

    private final FaultAnswer faultAnswer;
    private final RestExit restExit;
    private final DeadLetters deadLetters;
    private final Outcomes outcomes;
    private final MeterRegistry meters;
    private final Duration maxPollInterval;

    public Policies(
            FaultAnswer faultAnswer,
            RestExit restExit,
            DeadLetters deadLetters,
            Outcomes outcomes,
            MeterRegistry meters,
            Duration maxPollInterval) {
        this.faultAnswer = faultAnswer;
        this.restExit = restExit;
        this.deadLetters = deadLetters;
        this.outcomes = outcomes;
        this.meters = meters;
        this.maxPollInterval = maxPollInterval;
    }

    @Override
    public void configuration() {
        requireThatRetriesFitBetweenPolls();

        routeConfiguration("rest").errorHandler(noErrorHandler());
        routeConfiguration("step").errorHandler(noErrorHandler());

        routeConfiguration("rest-entry")
                .onException(Throwable.class)
                .handled(true)
                .process(faultAnswer)
                .process(restExit)
                .end();

        var consumer = routeConfiguration("consumer");
        paced(consumer.onException(Throwable.class).onWhen(infrastructure()), Retry.INFRASTRUCTURE)
                .handled(false)
                .end();
        var record = paced(consumer.onException(Throwable.class), Retry.RECORD);
        if (deadLetters == null) {
            // Nowhere to park it: it holds the partition, rather than be lost without a word.
            record.handled(false).end();
        } else {
            record.handled(true)
                    .process(deadLetters::park)
                    .process(new OffsetCommit())
                    .end();
        }

        var provider = routeConfiguration("provider");
        paced(provider.onException(Throwable.class).onWhen(outcomes::isSafeToRepeat), Retry.PROVIDER)
                .continued(true)
                .process(outcomes)
                .end();
        provider.onException(Throwable.class).continued(true).process(outcomes).end();

        routeConfiguration("scheduled")
                .onException(Throwable.class)
                .handled(true)
                .process(this::countFailedRun)
                .end();
    }

    private static OnExceptionDefinition paced(OnExceptionDefinition definition, Retry retry) {
        return definition
                .maximumRedeliveries(retry.times())
                .redeliveryDelay(retry.first().toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(retry.growth())
                .maximumRedeliveryDelay(retry.longest().toMillis())
                .retryAttemptedLogLevel(org.apache.camel.LoggingLevel.WARN)
                .logRetryStackTrace(false)
                .logExhausted(false);
    }

    private static Predicate infrastructure() {
        // While this process stops, its own closed stores look like faults of whatever record is at work.
        return exchange -> !exchange.getContext().getStatus().isStarted()
                || Faults.isInfrastructure(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private void countFailedRun(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getFromRouteId();
        meters.counter("scheduled.runs.failed", "route", route).increment();
        if (Faults.isInfrastructure(fault)) {
            LOG.warn("{} skips a run: {}", route, Faults.root(fault).toString());
        } else {
            LOG.error("{} failed", route, fault);
        }
    }

    /** A consumer that pauses for longer than the broker waits between polls would be put out of its group, again and again. */
    private void requireThatRetriesFitBetweenPolls() {
        Retry retry = Retry.INFRASTRUCTURE;
        Duration longest = retry.total().plus(LONGEST_TRY.multipliedBy(retry.times() + 1L));
        if (longest.compareTo(maxPollInterval) >= 0) {
            throw new IllegalStateException(
                    "retries may take " + longest.toSeconds() + " s, longer than max.poll.interval.ms ("
                            + maxPollInterval.toSeconds() + " s): raise camel.component.kafka.max-poll-interval-ms");
        }
    }
}
