package sea.tchat.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "sea.tchat.payment", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {
    @ArchTest
    static final ArchRule theDomainIsPlainJava = noClasses()
            .that()
            .resideInAPackage("..payment.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "org.springframework..",
                    "java.sql..",
                    "java.net.http..",
                    "sea.tchat.payment.routes..",
                    "sea.tchat.payment.store..");

    @ArchTest
    static final ArchRule theServiceNamesNoProvider = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("sea.tchat.omise..", "sea.tchat.stripe..", "com.stripe..");

    @ArchTest
    static final ArchRule storesKnowNoRoutes = noClasses()
            .that()
            .resideInAPackage("..payment.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("sea.tchat.payment.routes..", "org.apache.camel..");
}
