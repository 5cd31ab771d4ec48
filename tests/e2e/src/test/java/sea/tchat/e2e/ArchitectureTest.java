package sea.tchat.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house, which a review would otherwise have to remember. */
class ArchitectureTest {
    private static final String[] SERVICES = {
        "sea.tchat.auth..", "sea.tchat.messaging..", "sea.tchat.payment..", "sea.tchat.notification.."
    };
    private static final String[] PROVIDERS = {"sea.tchat.twilio..", "sea.tchat.stripe..", "sea.tchat.omise.."};
    private static final JavaClasses TCHAT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sea.tchat");

    @Test
    void whatDecidesIsPlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage("sea.tchat.*.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.springframework..", "java.sql..", "io.vertx..")
                .because("a rule is tested without a route, a container or a store")
                .check(TCHAT);
    }

    @Test
    void aServiceNeverImportsAnother() {
        slices().matching("sea.tchat.(auth|messaging|payment|notification|gateway)..")
                .should()
                .notDependOnEachOther()
                .check(TCHAT);
    }

    @Test
    void onlyIntegrationsAndKameletsNameAProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROVIDERS)
                .and()
                .resideOutsideOfPackage("sea.tchat.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVIDERS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("com.stripe..", "com.twilio..")
                .check(TCHAT);
    }

    @Test
    void theFabricKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("sea.tchat.routes..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVIDERS)
                .check(TCHAT);
    }

    @Test
    void aServiceHasThreePackagesAndAnApplication() {
        classes()
                .that()
                .resideInAnyPackage(SERVICES)
                .should()
                .resideInAnyPackage("sea.tchat.*.routes..", "sea.tchat.*.domain..", "sea.tchat.*.store..")
                .orShould()
                .haveSimpleName("Application")
                .check(TCHAT);
    }
}
