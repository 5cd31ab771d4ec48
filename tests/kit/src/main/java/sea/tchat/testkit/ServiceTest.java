package sea.tchat.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Runs a whole service against the real stores, in a {@link TestEnvironment} of its own:
 *
 * <pre>
 * &#64;ServiceTest("auth")
 * class OtpTest {
 *     &#64;Value("${SERVICE_PORT}") int port;
 *     &#64;Autowired TestEnvironment environment;
 * }
 * </pre>
 *
 * Test classes with the same annotation share the running service and its environment, as Spring caches contexts; a class
 * that changes it ({@code properties}, {@code @DynamicPropertySource}, mocks) gets both fresh. The environment stands
 * above the machine's own variables and below {@code properties}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextCustomizerFactories(ServiceContext.Factory.class)
public @interface ServiceTest {

    /** auth, messaging, payment, notification or gateway. */
    @AliasFor("service")
    String value() default "";

    @AliasFor("value")
    String service() default "";

    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};

    /** The configuration; by default the {@code Application} in the test's package or above. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] classes() default {};
}
