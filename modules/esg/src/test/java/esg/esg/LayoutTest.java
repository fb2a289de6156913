package esg.esg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States how the house is laid out: modules in the order a packet travels, each seeing only those above it. */
class LayoutTest {
    private static final List<String> IN_ORDER =
            List.of("domain", "sip", "media", "store", "cluster", "trunk", "inside", "admin", "esg");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("esg");

    @Test
    void modulesSeeOnlyThoseAboveThem() {
        for (int i = 0; i < IN_ORDER.size() - 1; i++) {
            var below = IN_ORDER.subList(i + 1, IN_ORDER.size()).stream()
                    .map(module -> "esg." + module + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("esg." + IN_ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void domainSeesTheJdkOnlyAndOneLinearTimeRegex() {
        noClasses()
                .that()
                .resideInAPackage("esg.domain..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "esg.domain..", "com.google.re2j..", "org.jspecify..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void sipLibrariesStayBehindTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackage("esg.sip..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..", "io.netty..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void featuresOfAModuleHaveNoCycles() {
        for (var module : IN_ORDER) {
            slices().matching("esg." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }
}
