package sea.tchat.e2e;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo, driven through the gateway alone, while the rest of the world ends in between. */
class WalkthroughTest {
    private static final Logger LOG = LoggerFactory.getLogger(WalkthroughTest.class);
    private static final LocalSystem SYSTEM = new LocalSystem();

    @BeforeAll
    static void start() {
        SYSTEM.start();
    }

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    @Test
    void holdsFromSignInToPayment() {
        walk(Set.of());
    }

    /**
     * After a code was sent, after a message was taken, and after a top-up was made and not yet paid. {@code -Dtchat.kill=all}
     * kills between any two steps.
     */
    @Test
    void losesAndDoublesNothingWhenEverythingIsKilledBetweenSteps() {
        boolean all = "all".equals(System.getProperty("tchat.kill"));
        walk(all ? IntStream.range(1, 8).boxed().collect(Collectors.toSet()) : Set.of(1, 4, 6));
    }

    private static void walk(Set<Integer> killAfter) {
        List<Walkthrough.Step> steps = new Walkthrough(SYSTEM.gateway(), SYSTEM.sandbox(), LOG::info).steps();
        for (int i = 0; i < steps.size(); i++) {
            LOG.info("step {}: {}", i + 1, steps.get(i).title());
            steps.get(i).run().run();
            if (killAfter.contains(i + 1)) {
                LOG.info("kill -9 of everything");
                SYSTEM.killEverything();
                SYSTEM.start();
            }
        }
    }
}
