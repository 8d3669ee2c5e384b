/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;

/** What the packages of LTI may know of each other and of the rest. */
@AnalyzeClasses(packages = "khue.tools", importOptions = ImportOption.DoNotIncludeTests.class)
class LtiArchitectureTest {

    @ArchTest
    static final ArchRule theProtocolKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..lti.protocol..")
            .should()
            .dependOnClassesThat(resideInAPackage("khue..").and(not(resideInAPackage("..lti.protocol.."))))
            .because("a specification does not depend on who implements it");

    @ArchTest
    static final ArchRule callsToAnLmsKnowNothingOfLti = noClasses()
            .that()
            .resideInAPackage("..lti.outbound..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("khue.tools..").and(not(resideInAnyPackage("..lti.outbound..", "..settings.."))))
            .because("what keeps a call safe is the same whatever is called");

    @ArchTest
    static final ArchRule oneClientCallsTheLms = noClasses()
            .that()
            .resideInAPackage("khue.tools.lti..")
            .and()
            .resideOutsideOfPackage("..lti.outbound..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http..", "org.apache.hc.."))
            .orShould()
            .callMethod(URL.class, "openConnection")
            .because(
                    "an address that somebody outside told us is called through Outbound, which checks where it leads");

    @ArchTest
    static final ArchRule registrationsKnowNoLaunches = noClasses()
            .that()
            .resideInAPackage("..lti.platforms..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("..lti.launch..", "..lti.deeplinking..", "..lti.grades..", "..lti.members.."))
            .because("launches and services build on registrations, not the other way round");
}
