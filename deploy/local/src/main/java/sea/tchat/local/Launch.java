package sea.tchat.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a part is run.
 *
 * @param command     program and arguments
 * @param environment added to the launcher's own
 * @param address     where it will be reached, for people
 * @param readiness   answers whether it does its work, not only whether it runs
 * @param startLimit  after this it has failed to start
 * @param stopSignal  without {@code SIG}: what makes it finish cleanly
 * @param stopLimit   after this it is killed
 * @param attempts    how often to try when it ends before it is ready; more than once only where a predecessor's remains
 *                    may need a moment to go away
 */
record Launch(
        List<String> command,
        Map<String, String> environment,
        String address,
        Readiness readiness,
        Duration startLimit,
        String stopSignal,
        Duration stopLimit,
        int attempts) {

    static Launch of(List<String> command, Map<String, String> environment, String address, Readiness readiness) {
        return new Launch(
                command, environment, address, readiness, Duration.ofSeconds(120), "TERM", Duration.ofSeconds(15), 1);
    }

    Launch stoppedBy(String signal) {
        return new Launch(command, environment, address, readiness, startLimit, signal, stopLimit, attempts);
    }

    Launch triedTimes(int times) {
        return new Launch(command, environment, address, readiness, startLimit, stopSignal, stopLimit, times);
    }
}
