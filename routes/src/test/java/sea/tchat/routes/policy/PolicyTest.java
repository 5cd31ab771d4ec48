package sea.tchat.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.testing.FabricTest;

@FabricTest
class PolicyTest {
    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate camel;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    OneAtATime oneAtATime;

    @Test
    void rollsBackWhatARouteHandlesToo() {
        camel.sendBody("direct:swallows", null);

        assertThat(jdbc.queryForObject("select count(*) from effects where subject = 'swallowed'", Integer.class))
                .isZero();
    }

    @Test
    void turnsAFaultOfAProviderIntoAnOutcomeAndGoesOn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask-provider")
                        .routeId("test.ask-provider")
                        .routeConfigurationId("provider")
                        .process(exchange -> {
                            calls.incrementAndGet();
                            throw new java.net.SocketTimeoutException("read timed out");
                        })
                        .setHeader("went-on", constant(true));
            }
        });

        Exchange answer = camel.send("direct:ask-provider", exchange -> {});

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo(new Outcome.Unknown("SocketTimeoutException"));
        assertThat(answer.getMessage().getHeader("went-on")).isEqualTo(true);
        assertThat(calls).hasValue(1);
    }

    @Test
    void asksAProviderAgainOnlyWhenItSaidThatItDidNothing() {
        Outcomes outcomes = new Outcomes(List.of(fault -> fault instanceof IllegalStateException
                ? Optional.of(new Outcome.Rejected(null, "rate_limit", true))
                : Optional.empty()));

        assertThat(outcomes.of(new RuntimeException(new IllegalStateException())))
                .isEqualTo(new Outcome.Rejected(null, "rate_limit", true));
        assertThat(outcomes.of(new RuntimeException("boom"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void runsScheduledWorkInOneInstanceAtATime() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        Processor work = oneAtATime.wrap(context.getRoute("fabric.echo"), exchange -> {
            runs.incrementAndGet();
            inside.countDown();
            mayLeave.await(10, TimeUnit.SECONDS);
        });
        Thread first = new Thread(() -> run(work));
        first.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        run(work);
        assertThat(runs).as("the second skips its turn").hasValue(1);

        mayLeave.countDown();
        first.join();
        run(work);
        assertThat(runs).hasValue(2);
    }

    @Test
    void growsItsPausesUpToABound() {
        assertThat(Retry.INFRASTRUCTURE.total()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(Retry.RECORD.total()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    private void run(Processor work) {
        try {
            work.process(new DefaultExchange(context));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
