package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.testkit.ServiceTest;
import sea.tchat.testkit.TestEnvironment;

/** What the tests of the service share: the running service, its client and its ledger, which must be sound after each. */
@ServiceTest(
        service = "payment",
        properties = {
            "tchat.payment.ask-again=1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1h",
            "tchat.payment.ask-again-period=200",
            "tchat.payment.events-period=200",
            "tchat.payment.event-pause=500ms",
            "tchat.payment.call-lease=3s",
            "tchat.payment.event-tries=3",
            "tchat.payment.never-made.answers=3",
            "tchat.payment.never-made.after=2s"
        })
abstract class PaymentTest {
    @Autowired
    TestEnvironment environment;

    @Autowired
    JdbcTemplate jdbc;

    Api api;
    Funds funds;

    @BeforeEach
    void prepare() {
        api = new Api(environment);
        funds = new Funds(jdbc);
    }

    @AfterEach
    void theLedgerIsSound() {
        assertThat(funds.isSound()).isTrue();
    }

    /** All at once. */
    static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static List<String> states(JsonNode transaction) {
        return transaction.path("history").findValuesAsText("state");
    }
}
