package sea.tchat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir
    Path dir;

    private Layout layout;
    private Supervisor supervisor;

    @BeforeEach
    void start() {
        layout = new Layout(dir, dir.resolve(".local"));
        layout.create();
        supervisor = new Supervisor(layout);
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void leavesNoProcessBehind() {
        supervisor.start(List.of(sleeping("first")));
        supervisor.start(List.of(sleeping("second")));
        ProcessHandle first = pidOf("first").process().orElseThrow();
        ProcessHandle second = pidOf("second").process().orElseThrow();

        supervisor.stop();

        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
        assertThat(PidFile.in(layout.run())).isEmpty();
    }

    @Test
    void restartsAKilledPartAndLeavesTheOthers() {
        supervisor.start(List.of(sleeping("killed"), sleeping("spared")));
        long spared = pidOf("spared").pid();
        pidOf("killed").process().orElseThrow().destroyForcibly();
        await().until(() -> PidFile.in(layout.run()).size() == 1);

        supervisor.restart("killed");

        assertThat(pidOf("killed").process()).isPresent();
        assertThat(pidOf("spared").pid()).isEqualTo(spared);
    }

    @Test
    void saysWhatAFailingPartSaid() {
        Part failing = part("failing", "echo no such table; exit 3", () -> false);

        assertThatThrownBy(() -> supervisor.start(List.of(failing)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("failing did not start")
                .hasMessageContaining("no such table");
    }

    @Test
    void endsThePartsOfAKilledLauncher() throws Exception {
        Guard guard = Guard.over(layout.run());
        supervisor.start(List.of(sleeping("orphan")));
        ProcessHandle orphan = pidOf("orphan").process().orElseThrow();

        guard.launcherIsGone();

        await().atMost(Duration.ofSeconds(10)).until(() -> !Signals.isRunning(orphan));
    }

    @Test
    void neverStopsAStrangerWithTheSameNumber() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            PidFile ours = new PidFile(dir.resolve("old.pid"), stranger.pid(), 1_000_000_000_000L, "KILL");

            assertThat(ours.process()).isEmpty();
            ours.stop(Duration.ZERO);

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private PidFile pidOf(String part) {
        return PidFile.read(layout.run().resolve(part + ".pid")).orElseThrow();
    }

    private static Part sleeping(String name) {
        return part(name, "exec sleep 60", () -> true);
    }

    private static Part part(String name, String script, Readiness readiness) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Launch prepare() {
                return Launch.of(List.of("sh", "-c", script), Map.of(), "nowhere", readiness);
            }
        };
    }
}
