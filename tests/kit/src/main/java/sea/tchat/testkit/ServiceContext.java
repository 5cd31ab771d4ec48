package sea.tchat.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives each new context of a {@link ServiceTest} an environment of its own; equal ones share a context. */
record ServiceContext(String service) implements ContextCustomizer {

    /** Named by {@link ServiceTest}. */
    static final class Factory implements ContextCustomizerFactory {
        static {
            // A consumer that has just joined its group may take ten seconds to be given its partitions on a busy
            // machine.
            Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        }

        @Override
        public ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
            ServiceTest test = AnnotatedElementUtils.findMergedAnnotation(testClass, ServiceTest.class);
            return test == null ? null : new ServiceContext(test.service());
        }
    }

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        TestEnvironment environment = TestEnvironment.of(service);
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        // Below what the test itself sets, above what the machine has set.
        sources.addBefore(
                StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                new MapPropertySource("testEnvironment", new LinkedHashMap<>(environment.settings())));
        context.getBeanFactory().registerSingleton("testEnvironment", environment);
        context.getBeanFactory().registerSingleton("testTokens", environment.tokens());
    }
}
