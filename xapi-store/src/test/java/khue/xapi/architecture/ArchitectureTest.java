/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.annotation.WebServlet;

@AnalyzeClasses(packages = "khue.xapi", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODEL_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAPackage("khue.xapi.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "java.sql..", "org.eclipse.microprofile..")
            .because("the values of the standard outlive any server, and their tests start in milliseconds");

    @ArchTest
    static final ArchRule MODEL_KNOWS_NO_OTHER_PACKAGE = noClasses()
            .that()
            .resideInAPackage("khue.xapi.model..")
            .should()
            .dependOnClassesThat(resideInAPackage("khue.xapi..").and(resideOutsideOfPackage("khue.xapi.model..")))
            .because("everything stands on the model");

    @ArchTest
    static final ArchRule ONLY_A_FEW_PACKAGES_SPEAK_SQL = noClasses()
            .that()
            .resideOutsideOfPackages("khue.xapi.postgres..", "khue.xapi.reports..", "khue.xapi.samples..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("what a statement is must not depend on where it is kept, and a query is read where it stands");

    @ArchTest
    static final ArchRule RESOURCES_DO_NOT_KNOW_WHERE_THINGS_ARE_KEPT = noClasses()
            .that()
            .resideOutsideOfPackages("khue.xapi.postgres..", "khue.xapi.reports..", "khue.xapi.samples..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("khue.xapi.postgres..", "khue.xapi.reports..")
            .because("the seams are interfaces such as StatementStore, DocumentStore and Keys");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_SAMPLES = noClasses()
            .that()
            .resideOutsideOfPackage("khue.xapi.samples..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("khue.xapi.samples..")
            .because("a server has no use for a school year that never was");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("khue.xapi.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that is part of a cycle cannot be understood alone");

    @ArchTest
    static final ArchRule NO_JAX_RS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because("on this server a JAX-RS resource costs three times the processor time of a servlet");

    @ArchTest
    static final ArchRule NO_JSON_B = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.json..", "jakarta.json.bind..")
            .because("one way to read JSON: khue.xapi.http.Json is strict, bounded and keeps numbers");

    @ArchTest
    static final ArchRule THE_CLOCK_IS_INJECTED_INTO_REPORTS = noClasses()
            .that()
            .resideInAPackage("khue.xapi.reports..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .because("a report that is computed again must be able to give the same answer");

    @ArchTest
    static final ArchRule SERVLETS_LET_THEIR_BODIES_BE_WAITED_FOR = classes()
            .that()
            .areAnnotatedWith(WebServlet.class)
            .should()
            .beAnnotatedWith(describe(
                    "@WebServlet(asyncSupported = true)",
                    (JavaAnnotation<?> annotation) -> annotation.getRawType().isEquivalentTo(WebServlet.class)
                            && annotation.get("asyncSupported").orElseThrow().equals(true)))
            .because("khue.xapi.http.PatientBody can wait for a slow body without a thread only then");

    @ArchTest
    static final ArchRule PARAMETERS_ARE_READ_IN_ONE_WAY = noClasses()
            .should()
            .callMethodWhere(describe(
                    "a parameter is asked of the server",
                    call -> call.getTarget().getName().startsWith("getParameter")
                            && call.getTargetOwner().isAssignableTo(ServletRequest.class)))
            .because(
                    "the server decodes them as the Content-Type says, fails at what it cannot decode, and mixes in the"
                            + " fields of forms; khue.xapi.http.Parameters reads the query alone");

    @ArchTest
    static final ArchRule NO_IMPL = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .because("a name says what a class is, not that it is one");
}
