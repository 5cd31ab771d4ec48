package sea.tchat.routes.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import sea.tchat.testkit.ServiceTest;

/** Runs the test's service once for all tests of the fabric. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(service = "notification", classes = FabricApplication.class)
public @interface FabricTest {}
