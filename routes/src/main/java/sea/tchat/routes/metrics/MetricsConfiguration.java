package sea.tchat.routes.metrics;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prometheus metrics under the names of the public contract, with Camel's route metrics beside them. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {
    /** Timers that are histograms; all others are counts and sums, as buckets cost a series each. */
    private static final Set<String> HISTOGRAMS =
            Set.of("http.request.duration", "db.query.duration", "provider.call.duration", "message.accept.to.deliver");

    private static final List<Duration> BUCKETS =
            List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000).stream()
                    .map(Duration::ofMillis)
                    .toList();

    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry meters(@Value("${tchat.service}") String service) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config()
                .commonTags(List.of(Tag.of("service", service + "-service")))
                .meterFilter(buckets());
        return meters;
    }

    @Bean
    CamelContextConfiguration queryMetrics(MeterRegistry meters, ObjectProvider<HikariDataSource> pool) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getManagementStrategy().addEventNotifier(new QueryTimer(meters));
                pool.ifAvailable(hikari -> meters.gauge("db.connections.active", hikari, MetricsConfiguration::active));
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing more to do
            }
        };
    }

    private static double active(HikariDataSource pool) {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getActiveConnections();
    }

    private static MeterFilter buckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                if (!HISTOGRAMS.contains(id.getName())) {
                    return config;
                }
                return DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(
                                BUCKETS.stream().mapToDouble(Duration::toNanos).toArray())
                        .build()
                        .merge(config);
            }
        };
    }
}
