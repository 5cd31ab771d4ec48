package sea.tchat.routes.stores;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sea.tchat.routes.event.ConsumerRouteTemplate;
import sea.tchat.routes.health.StoreCheck;

/** Kafka: the consumer template, lag and poll age of each consumer in the metrics, and a check. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tchat.stores.kafka")
public class KafkaConfiguration {

    @Bean
    ConsumerRouteTemplate consumerRouteTemplate() {
        return new ConsumerRouteTemplate();
    }

    @Bean
    KafkaClientFactory kafkaClientFactory(MeterRegistry meters) {
        return new MeasuredKafkaClients(meters);
    }

    @Bean
    ComponentCustomizer kafkaComponent(KafkaClientFactory factory) {
        return ComponentCustomizer.forType(KafkaComponent.class, component -> component.setKafkaClientFactory(factory));
    }

    @Bean(destroyMethod = "close")
    Admin kafkaAdmin(
            @Value("${camel.component.kafka.brokers}") String brokers,
            @Value("${camel.component.kafka.security-protocol}") String securityProtocol) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                securityProtocol,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                1500,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                1500));
    }

    @Bean
    StoreCheck kafkaCheck(Admin admin) {
        return new StoreCheck() {
            @Override
            public String store() {
                return "kafka";
            }

            @Override
            public void ask() throws Exception {
                admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
            }
        };
    }
}
