package sea.tchat.routes;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import sea.tchat.routes.deadletter.DeadLetters;
import sea.tchat.routes.health.HealthRoutes;
import sea.tchat.routes.health.StoreCheck;
import sea.tchat.routes.http.ClientAddress;
import sea.tchat.routes.http.HttpServer;
import sea.tchat.routes.identity.AccessTokens;
import sea.tchat.routes.identity.OpsGuard;
import sea.tchat.routes.metrics.MetricsConfiguration;
import sea.tchat.routes.policy.OutcomeClassifier;
import sea.tchat.routes.policy.Outcomes;
import sea.tchat.routes.policy.Policies;
import sea.tchat.routes.rest.Contract;
import sea.tchat.routes.rest.ContractRoutes;
import sea.tchat.routes.rest.FaultAnswer;
import sea.tchat.routes.rest.JsonToRecord;
import sea.tchat.routes.rest.RestExit;
import sea.tchat.routes.stores.CassandraConfiguration;
import sea.tchat.routes.stores.KafkaConfiguration;
import sea.tchat.routes.stores.PostgresConfiguration;
import sea.tchat.routes.stores.RedisConfiguration;

/**
 * What a service gets by depending on this library. It says which stores it needs by {@code tchat.stores.<store>: true}, puts its
 * contract at {@code openapi.yaml}, and brings RouteBuilders; the rest stands here.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration"
        })
@Import({
    MetricsConfiguration.class,
    PostgresConfiguration.class,
    RedisConfiguration.class,
    CassandraConfiguration.class,
    KafkaConfiguration.class
})
public class Fabric {

    @Bean
    List<Contract> contracts(Environment settings) {
        List<Contract> contracts = new ArrayList<>();
        if (new ClassPathResource("openapi.yaml").exists()) {
            contracts.add(new Contract("openapi.yaml"));
        }
        contracts.add(new Contract("fabric-openapi.yaml"));
        if (settings.getProperty("tchat.stores.postgres", Boolean.class, false)) {
            contracts.add(new Contract("dead-letters-openapi.yaml"));
        }
        return contracts;
    }

    @Bean
    HttpServer httpServer(
            @Value("${tchat.service}") String service,
            @Value("${tchat.http.host}") String host,
            @Value("${tchat.http.port}") int port,
            @Value("${tchat.http.workers}") int workers,
            @Value("${tchat.http.max-body-bytes}") long maxBodyBytes,
            List<Contract> contracts,
            MeterRegistry meters) {
        return new HttpServer(new HttpServer.Settings(service, host, port, workers, maxBodyBytes), contracts, meters);
    }

    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> publishedKeys(@Value("${tchat.identity.jwks-url}") String url)
            throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(
                        URI.create(url).toURL(), new DefaultResourceRetriever(1000, 2000, 64 * 1024))
                .cache(Duration.ofMinutes(5).toMillis(), Duration.ofSeconds(5).toMillis())
                .outageTolerant(Duration.ofHours(24).toMillis())
                .rateLimited(Duration.ofSeconds(5).toMillis())
                .build();
    }

    @Bean
    AccessTokens accessTokens(
            JWKSource<SecurityContext> keys,
            @Value("${tchat.identity.issuer}") String issuer,
            @Value("${tchat.identity.audience}") String audience) {
        return new AccessTokens(keys, issuer, audience);
    }

    @Bean
    ClientAddress clientAddress(@Value("${tchat.http.trusted-proxies}") List<String> proxies) {
        return new ClientAddress(proxies);
    }

    @Bean
    RestExit restExit(MeterRegistry meters) {
        return new RestExit(meters);
    }

    @Bean
    Outcomes outcomes(ObjectProvider<OutcomeClassifier> classifiers) {
        return new Outcomes(classifiers.orderedStream().toList());
    }

    @Bean
    Policies policies(
            RestExit exit,
            ObjectProvider<DeadLetters> deadLetters,
            Outcomes outcomes,
            MeterRegistry meters,
            @Value("${camel.component.kafka.max-poll-interval-ms}") long maxPollIntervalMillis) {
        return new Policies(
                new FaultAnswer(),
                exit,
                deadLetters.getIfAvailable(),
                outcomes,
                meters,
                Duration.ofMillis(maxPollIntervalMillis));
    }

    @Bean
    ContractRoutes contractRoutes(
            @Value("${tchat.service}") String service,
            @Value("${tchat.ops-token}") String opsToken,
            List<Contract> contracts,
            AccessTokens tokens,
            ClientAddress clients,
            RestExit exit) {
        return new ContractRoutes(service, contracts, tokens, new OpsGuard(opsToken), clients, exit);
    }

    @Bean
    HealthRoutes healthRoutes(
            @Value("${tchat.service}") String service,
            ObjectProvider<StoreCheck> stores,
            PrometheusMeterRegistry meters) {
        return new HealthRoutes(service, stores.orderedStream().toList(), meters);
    }

    @Bean
    CamelContextConfiguration contractIsComplete(ContractRoutes routes) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getTypeConverterRegistry().addFallbackTypeConverter(new JsonToRecord(), false);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                routes.requireThatEachOperationHasARoute();
            }
        };
    }
}
