package dev.pedigree.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows of docs/architecture.md: down only, and no service knows another's code.
@AnalyzeClasses(packages = "dev.pedigree", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] SERVICES = {
        "dev.pedigree.registry..",
        "dev.pedigree.artifact..",
        "dev.pedigree.lineage..",
        "dev.pedigree.label..",
        "dev.pedigree.gateway.."
    };

    @ArchTest
    static final ArchRule LIFECYCLE_DEPENDS_ON_NOTHING = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.pedigree.lifecycle..");

    @ArchTest
    static final ArchRule CHASSIS_KNOWS_NO_DOMAIN = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.chassis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.pedigree.lifecycle..",
                    "dev.pedigree.registry..",
                    "dev.pedigree.artifact..",
                    "dev.pedigree.lineage..",
                    "dev.pedigree.label..",
                    "dev.pedigree.gateway..",
                    "dev.pedigree.standalone..");

    @ArchTest
    static final ArchRule NO_SERVICE_KNOWS_ANOTHER = slices().matching(
                    "dev.pedigree.(registry|artifact|lineage|label|gateway)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_HOW_THEY_ARE_LAUNCHED = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.pedigree.standalone..", "dev.pedigree.testkit..");

    @ArchTest
    static final ArchRule THE_GATEWAY_STORES_NOTHING = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jooq..", "java.sql..", "software.amazon..");

    @ArchTest
    static final ArchRule LINEAGE_HAS_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.lineage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jooq..", "java.sql..", "software.amazon..");

    @ArchTest
    static final ArchRule LABELS_REACH_BYTES_THROUGH_THE_ARTIFACT_SERVICE = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.label..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "dev.pedigree.chassis.store..");

    @ArchTest
    static final ArchRule THE_RULES_OF_LEDGERS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("dev.pedigree.label.rule..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.pedigree.lifecycle..", "dev.pedigree.label.rule..");

    @ArchTest
    static final ArchRule ONLY_THE_CHASSIS_KNOWS_STATUS = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.pedigree.registry..",
                    "dev.pedigree.lineage..",
                    "dev.pedigree.label..",
                    "dev.pedigree.gateway..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.grpc.Status");
}
