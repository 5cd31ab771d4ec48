package sea.tchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;

@ServiceTest(value = "gateway", properties = "LOG_LEVEL=DEBUG", classes = ServiceTestTest.Nothing.class)
class ServiceTestTest {

    @SpringBootConfiguration
    static class Nothing {}

    @Value("${SERVICE_PORT}")
    int port;

    @Value("${LOG_LEVEL}")
    String logLevel;

    @Autowired
    TestEnvironment environment;

    @Test
    void givesTheEnvironmentToTheService() {
        assertThat(environment.get("SERVICE_PORT")).isEqualTo(String.valueOf(port));
    }

    @Test
    void letsTheTestItselfOverride() {
        assertThat(logLevel).isEqualTo("DEBUG");
    }
}
