package sea.tchat.routes.health;

import static org.assertj.core.api.Assertions.assertThat;
import static sea.tchat.routes.testing.Client.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sea.tchat.routes.testing.Client;
import sea.tchat.routes.testing.FabricTest;
import sea.tchat.testkit.TestEnvironment;

@FabricTest
class HealthTest {
    @Autowired
    TestEnvironment environment;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(environment.url());
    }

    @Test
    void isAliveAndReady() {
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        var ready = client.get("/health/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(json(ready).get("checks").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("postgres", "redis", "kafka");
    }

    @Test
    void countsRequestsUnderTheNamesOfTheContractBesideCamelsOwn() {
        client.get("/api/v1/open");
        String metrics = client.get("/metrics").body();

        assertThat(metrics)
                .contains("http_requests_total{", "operation=\"open\"", "service=\"notification-service\"")
                .contains("http_request_duration_seconds_bucket{")
                .contains("db_connections_active{")
                .contains("db_query_duration_seconds_bucket{")
                .contains("outbox_lag_seconds", "dead_letters{")
                .contains("camel_exchanges_total{", "routeId=\"fabric.open\"")
                .contains("kafka_consumer_last_poll_seconds_ago");
    }
}
