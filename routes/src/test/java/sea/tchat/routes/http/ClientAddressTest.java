package sea.tchat.routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private final ClientAddress none = new ClientAddress(List.of());
    private final ClientAddress ours = new ClientAddress(List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    @Test
    void isTheSocketsUnlessAProxyIsTrusted() {
        assertThat(none.of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(ours.of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(ours.of("127.0.0.1", null)).isEqualTo("127.0.0.1");
    }

    @Test
    void isTheLastOneThatIsNotOurs() {
        assertThat(ours.of("127.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(ours.of("10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9")).isEqualTo("198.51.100.1");
        assertThat(ours.of("fd00::1", "2001:db8::5")).isEqualTo("2001:db8::5");
    }

    @Test
    void neverLooksANameUpAndNeverTakesRubbish() {
        assertThat(ours.of("127.0.0.1", "evil.example")).isEqualTo("127.0.0.1");
        assertThat(ours.of("127.0.0.1", "")).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> new ClientAddress(List.of("proxy.example"))).hasMessageContaining("TRUSTED_PROXIES");
    }
}
