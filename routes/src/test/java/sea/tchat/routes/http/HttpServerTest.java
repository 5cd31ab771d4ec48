package sea.tchat.routes.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    @Test
    void doesNotStartOnATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            HttpServer server = new HttpServer(
                    new HttpServer.Settings("test", "127.0.0.1", taken.getLocalPort(), 1, 1000),
                    List.of(),
                    new SimpleMeterRegistry());
            camel.start();
            try {
                assertThatThrownBy(() -> server.beforeApplicationStart(camel))
                        .hasStackTraceContaining("is SERVICE_PORT in use?");
            } finally {
                server.destroy();
            }
        }
    }
}
