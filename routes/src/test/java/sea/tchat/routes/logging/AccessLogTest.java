package sea.tchat.routes.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.testing.Client;
import sea.tchat.routes.testing.FabricTest;
import sea.tchat.testkit.TestEnvironment;

@FabricTest
@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest {
    @Autowired
    TestEnvironment environment;

    @Test
    void writesOneJsonObjectARequestWithoutWhatTheRequestHolds(CapturedOutput output) {
        UUID user = UUID.randomUUID();
        String requestId = "request-" + user;
        String bearer = environment.tokens().bearer(user);
        new Client(environment.url())
                .post(
                        "/api/v1/echo",
                        "{\"text\":\"a secret text\"}",
                        "Authorization",
                        bearer,
                        "X-Request-ID",
                        requestId,
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        String line = Awaitility.await()
                .until(
                        () -> output.getOut()
                                .lines()
                                .filter(text -> text.contains(requestId))
                                .findFirst()
                                .orElse(null),
                        text -> text != null);
        JsonNode entry = Json.tree(line);
        assertThat(Instant.parse(entry.get("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(entry.get("level").asText()).isEqualTo("INFO");
        assertThat(entry.get("service").asText()).endsWith("-service");
        assertThat(entry.get("request_id").asText()).isEqualTo(requestId);
        assertThat(entry.get("trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(entry.get("user_id").asText()).isEqualTo(user.toString());
        assertThat(entry.get("message").asText()).isEqualTo("POST /api/v1/echo");
        assertThat(entry.get("duration").asText()).matches("\\d+ms");
        assertThat(entry.get("status_code").asInt()).isEqualTo(200);
        assertThat(entry.get("route_id").asText()).isEqualTo("echo");
        assertThat(output.getOut()).doesNotContain("a secret text", bearer.substring(7));
    }
}
