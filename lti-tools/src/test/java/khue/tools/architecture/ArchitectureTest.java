/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import khue.tools.audit.AuditLog;
import khue.tools.housekeeping.Chore;
import khue.tools.housekeeping.Housekeeping;
import khue.tools.portfolio.access.Access;
import khue.tools.web.AssetServlet;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageServlet;
import khue.tools.web.ServerErrors;

/** The walls of the house; each says why it stands. */
@AnalyzeClasses(packages = "khue.tools", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Pattern CHANGING =
            Pattern.compile("add|activate|disable|enable|retry|make|change|revoke|remove|replace|giveUp");

    private static final String[] TOOLS = {"khue.tools.portfolio..", "khue.tools.activities..", "khue.tools.training.."
    };

    @ArchTest
    static final ArchRule NOBODY_KNOWS_A_TOOL = noClasses()
            .that()
            .resideOutsideOfPackages(TOOLS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOOLS)
            .because("a tool is found by ToolCatalogue: adding or removing one changes no other Java");

    @ArchTest
    static final ArchRule THE_PORTFOLIO_KNOWS_NO_OTHER_TOOL = knowsNoOtherTool("khue.tools.portfolio..");

    @ArchTest
    static final ArchRule PAGES_STAND_ON_NOTHING = noClasses()
            .that()
            .resideInAPackage("khue.tools.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "khue.tools.lti..",
                    "khue.tools.records..",
                    "khue.tools.outbox..",
                    "khue.tools.catalogue..",
                    "khue.tools.people..",
                    "khue.tools.files..",
                    "khue.tools.accounts..",
                    "khue.tools.admin..",
                    "khue.tools.audit..",
                    "khue.tools.evaluation..")
            .because("every package with pages stands on web; it would be a cycle");

    @ArchTest
    static final ArchRule ONLY_THE_DATABASE_SPEAKS_JDBC = noClasses()
            .that()
            .resideOutsideOfPackage("khue.tools.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because(
                    "the tools keep their things by Jakarta Persistence, in its transactions; a connection of one's own is in none");

    @ArchTest
    static final ArchRule THE_PROTOCOL_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAPackage("khue.tools.lti.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "khue.tools.web..", "khue.tools.settings..")
            .because("LTI as specified could be lifted out as a library, and its tests need no server");

    @ArchTest
    static final ArchRule EVALUATORS_ASK_THE_STORE = noClasses()
            .that()
            .resideInAPackage("khue.tools.evaluation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..")
            .because(
                    "the only contract between the tools and the store is HTTP: an evaluator never sees a table, nor a name");

    @ArchTest
    static final ArchRule EVERY_PAGE_SAYS_WHOM_IT_IS_FOR = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should(sayWhomTheyAreFor())
            .because("a page that names nobody is closed, and a closed page is a mistake that nobody notices");

    @ArchTest
    static final ArchRule THE_PORTFOLIO_ASKS_WHO_MAY = classes()
            .that()
            .resideInAPackage("khue.tools.portfolio..")
            .and()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Access.class)
            .because(
                    "who sees what is decided in one place, khue.tools.portfolio.access, and shown in docs/reference/access.md");

    @ArchTest
    static final ArchRule A_SERVLET_TAKES_NO_FOREIGN_FORM = classes()
            .that()
            .areAnnotatedWith(WebServlet.class)
            .and()
            .doNotBelongToAnyOf(AssetServlet.class, ServerErrors.class)
            .should()
            .beAssignableTo(PageServlet.class)
            .because("what guards controllers does not see servlets; those two take no form");

    @ArchTest
    static final ArchRule A_READER_CHANGES_NOTHING = methods()
            .that()
            .areAnnotatedWith(POST.class)
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("khue.tools.accounts..")
            .should(notBeOpenToReaders())
            .because("who may only look changes nothing but the own account");

    @ArchTest
    static final ArchRule WHAT_ADMINISTRATORS_CHANGE_IS_WRITTEN_DOWN = noClasses()
            .that()
            .resideInAPackage("khue.tools.admin..")
            .and(doNotWriteTheAuditLog())
            .should()
            .callMethodWhere(changesSomething())
            .because("a change and its line in the audit log are made in one place, in one transaction");

    @ArchTest
    static final ArchRule THE_CLOCK_IS_INJECTED = noClasses()
            .should()
            .callMethodWhere(readsTheRealClock())
            .because("what depends on time is tested at an exact time");

    @ArchTest
    static final ArchRule RANDOMNESS_IS_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackage("khue.tools.settings..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .because("secrets come from one place, TimeAndChance");

    @ArchTest
    static final ArchRule NO_HTTP_SESSION = noClasses()
            .should()
            .callMethod(jakarta.servlet.http.HttpServletRequest.class, "getSession")
            .orShould()
            .callMethod(jakarta.servlet.http.HttpServletRequest.class, "getSession", boolean.class)
            .because(
                    "a visit is a row that every node reads; an HttpSession lives on one node and brings a cookie that frames lose");

    @ArchTest
    static final ArchRule ONE_TIMER = noClasses()
            .that()
            .doNotBelongToAnyOf(Housekeeping.class)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("jakarta\\.ejb\\.(Schedules?|Timeout|Timer|TimerService|TimedObject)")
            .because(
                    "the server gives up a timer for good that has failed twice, and this one never fails: be a Chore");

    @ArchTest
    static final ArchRule CHORES_ARE_FOUND = classes()
            .that()
            .implement(Chore.class)
            .should()
            .beAnnotatedWith(ApplicationScoped.class)
            .because("a class without a scope is no bean, and a chore that is no bean is never done");

    private static ArchRule knowsNoOtherTool(String tool) {
        return noClasses()
                .that()
                .resideInAPackage(tool)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are another tool's",
                        type -> java.util.Arrays.stream(TOOLS)
                                .filter(other -> !other.equals(tool))
                                .anyMatch(other -> type.getPackageName().startsWith(other.replace("..", "")))))
                .because("each tool can be read, and removed, alone");
    }

    /** The classes that serve a method: its own, or, of an abstract one, those that extend it. */
    private static Stream<JavaClass> pages(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                .filter(page -> !page.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    /** As {@code OpenToFilter} reads it. */
    private static Set<Audience> said(JavaMethod method, JavaClass page) {
        return method.tryGetAnnotationOfType(OpenTo.class)
                .or(() -> page.tryGetAnnotationOfType(OpenTo.class))
                .map(said -> Set.of(said.value()))
                .orElse(Set.of());
    }

    private static ArchCondition<JavaMethod> sayWhomTheyAreFor() {
        return new ArchCondition<>("be covered by @OpenTo") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                pages(method)
                        .filter(page -> said(method, page).isEmpty())
                        .forEach(page -> events.add(SimpleConditionEvent.violated(
                                method, method.getName() + "() of " + page.getFullName() + " has no @OpenTo")));
            }
        };
    }

    private static ArchCondition<JavaMethod> notBeOpenToReaders() {
        return new ArchCondition<>("not be open to readers") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                pages(method)
                        .filter(page -> said(method, page).contains(Audience.READER))
                        .forEach(page -> events.add(SimpleConditionEvent.violated(
                                method, method.getName() + "() of " + page.getFullName() + " is open to readers")));
            }
        };
    }

    private static DescribedPredicate<JavaClass> doNotWriteTheAuditLog() {
        return DescribedPredicate.describe(
                "do not write the audit log",
                type -> type.getMethodCallsFromSelf().stream()
                        .noneMatch(call -> call.getTargetOwner().isEquivalentTo(AuditLog.class)
                                && !call.getName().equals("newestFirst")));
    }

    private static DescribedPredicate<JavaMethodCall> changesSomething() {
        Set<String> services = Set.of(
                "khue.tools.lti.platforms.Platforms",
                "khue.tools.lti.platforms.SigningKeys",
                "khue.tools.outbox.Deliveries",
                "khue.tools.admin.StoreKeys");
        return DescribedPredicate.describe(
                "a method that changes something",
                call -> services.contains(call.getTargetOwner().getName())
                        && CHANGING.matcher(call.getName()).lookingAt());
    }

    private static DescribedPredicate<JavaMethodCall> readsTheRealClock() {
        return DescribedPredicate.describe(
                "java.time's now() without a Clock",
                call -> call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getName().equals("now")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class)));
    }
}
