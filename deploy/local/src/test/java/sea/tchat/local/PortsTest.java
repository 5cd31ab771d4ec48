package sea.tchat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path dir;

    @Test
    void givesTheSamePortOnTheNextStart() {
        int first = ports().claim("postgres", 25_432);

        assertThat(ports().claim("postgres", 28_000)).isEqualTo(first);
    }

    @Test
    void takesAnotherWhenSomebodyHasIt() throws Exception {
        int first = ports().claim("postgres", 25_432);

        try (ServerSocket somebody = new ServerSocket(first)) {
            int second = ports().claim("postgres", 25_432);

            assertThat(second).isNotEqualTo(somebody.getLocalPort());
            assertThat(ports().claim("postgres", 25_432)).isEqualTo(second);
        }
    }

    @Test
    void givesNoPortTwice() {
        Ports ports = ports();

        assertThat(ports.claim("postgres", 25_432)).isNotEqualTo(ports.claim("redis", 25_432));
    }

    @Test
    void saysWhoHasTheFixedPortOfAService() throws Exception {
        try (ServerSocket somebody = new ServerSocket(0)) {
            assertThatThrownBy(() -> Preflight.portIsFree("payment", somebody.getLocalPort()))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("payment")
                    .hasMessageContaining(String.valueOf(somebody.getLocalPort()))
                    .hasMessageContaining("PORT_BASE");
        }
    }

    private Ports ports() {
        return new Ports(dir.resolve("ports.properties"), 0);
    }
}
