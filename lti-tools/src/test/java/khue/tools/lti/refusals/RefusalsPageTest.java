/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.refusals;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.tools.lti.protocol.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/refusals.md is what cases.tsv, the tests' annotations and elsewhere.tsv give, and no case is without a test. With
 * {@code -Drefusals.page=write} the page is written anew.
 */
class RefusalsPageTest {

    private static final Path PAGE = Path.of("../docs/reference/refusals.md");
    private static final List<Path> TESTS = List.of(Path.of("src/test/java"), Path.of("../ear/src/test/java"));
    private static final int CASES = 92;

    private record Entry(int number, String topic, String what) {

        static Entry of(String[] cells) {
            return new Entry(Integer.parseInt(cells[0]), cells[1], cells[2]);
        }
    }

    /** @param test as {@code Class.method} */
    private record Shown(int number, String outcome, String test) {}

    private static List<Entry> cases;
    private static List<JavaMethod> annotated;
    private static List<Shown> elsewhere;

    @BeforeAll
    static void readListsAndAnnotations() throws IOException {
        cases = rows("cases.tsv", 3).map(Entry::of).toList();
        elsewhere = rows("elsewhere.tsv", 3)
                .map(cells -> new Shown(Integer.parseInt(cells[0]), cells[1], cells[2]))
                .toList();
        annotated = new ClassFileImporter()
                .importPackages("khue.tools").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Case.class))
                        .toList();
    }

    private static Stream<String[]> rows(String file, int cells) throws IOException {
        try (InputStream list = RefusalsPageTest.class.getResourceAsStream(file)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.split("\t", -1))
                            .peek(row -> assertThat(row).hasSize(cells).doesNotContain(""))
                            .toList()
                            .stream();
        }
    }

    @Test
    void everyCaseIsInTheList() {
        assertThat(cases.stream().map(Entry::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CASES).boxed().toList());
    }

    @Test
    void everyCaseHasATest() {
        assertThat(cases.stream()
                        .map(Entry::number)
                        .filter(number -> shown().noneMatch(shown -> shown.number() == number)))
                .isEmpty();
        assertThat(shown().map(Shown::number))
                .allSatisfy(number -> assertThat(number).isBetween(1, CASES));
    }

    @Test
    void everyTestSaysWhatComesOfItsCases() {
        assertThat(annotated).allSatisfy(method -> {
            Case tried = method.getAnnotationOfType(Case.class);
            boolean byCode = !reasons(tried).isEmpty();
            assertThat(byCode).as(name(method)).isEqualTo(tried.outcome().isEmpty());
        });
    }

    /** The annotation is not believed: what it names, the test itself must have at hand. */
    @Test
    void everyReasonIsInItsTest() {
        assertThat(annotated).allSatisfy(method -> {
            Set<String> used = method.getFieldAccesses().stream()
                    .map(JavaFieldAccess::getTarget)
                    .map(target -> target.getOwner().getSimpleName() + "." + target.getName())
                    .collect(Collectors.toSet());
            assertThat(reasons(method.getAnnotationOfType(Case.class)))
                    .as(name(method))
                    .allSatisfy(reason -> assertThat(used)
                            .contains(reason.getClass().getSimpleName() + "." + ((Enum<?>) reason).name()));
        });
    }

    @Test
    void everyTestOfAnotherFolderExistsAndKnowsItsReason() throws IOException {
        for (Shown listed : elsewhere) {
            String[] test = listed.test().split("\\.");
            String source = source(test[0]);

            assertThat(source).as(listed.test()).contains("void " + test[1] + "(");
            if (listed.outcome().startsWith("LTI-")) {
                assertThat(source).as(listed.test()).contains('"' + listed.outcome() + '"');
                assertThat(Reason.ofCode(listed.outcome())).as(listed.outcome()).isPresent();
            }
        }
    }

    @Test
    void thePageIsWhatTheListsAndTheAnnotationsGive() throws IOException {
        if ("write".equals(System.getProperty("refusals.page"))) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew: ./mvnw -pl lti-tools test -Dtest=RefusalsPageTest -Drefusals.page=write")
                .isEqualTo(page());
    }

    private static String source(String type) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.getFileName().toString().equals(type + ".java"))
                        .forEach(found::add);
            }
        }
        assertThat(found).as(type).hasSize(1);
        return Files.readString(found.get(0));
    }

    private static Stream<Shown> shown() {
        Stream<Shown> here = annotated.stream().flatMap(method -> {
            Case tried = method.getAnnotationOfType(Case.class);
            Stream<String> outcomes =
                    tried.outcome().isEmpty() ? reasons(tried).stream().map(Reason::code) : Stream.of(tried.outcome());
            List<String> all = outcomes.toList();
            return Arrays.stream(tried.value())
                    .boxed()
                    .flatMap(number -> all.stream().map(outcome -> new Shown(number, outcome, name(method))));
        });
        return Stream.concat(here, elsewhere.stream());
    }

    private static List<Reason> reasons(Case tried) {
        return Stream.<Reason>concat(Stream.of(tried.refused()), Stream.of(tried.registrationRefused()))
                .toList();
    }

    /** {@code Class.method}, or {@code Outer.Nested.method}. */
    private static String name(JavaMethod method) {
        return method.getOwner().getName().replaceAll("^.*\\.", "").replace('$', '.') + "." + method.getName();
    }

    private static String page() {
        SortedMap<Integer, List<Shown>> byCase =
                shown().collect(groupingBy(Shown::number, TreeMap::new, Collectors.toList()));
        return """
                # Refusals

                What somebody may try with a launch, a service or a registration, what comes of it, and the tests that show it. Each test takes one
                flow that is right and spoils it in one point; each runs in `./mvnw verify`. A refusal is a page with its code, in Vietnamese and in
                English, and a line in the launch log; [errors.md](errors.md) says what each code means and what to do.

                Names of tests are those of `lti-tools`, or in `ear` of the journeys through a real browser and of two servers on one database.

                This page is generated: `./mvnw -pl lti-tools test -Dtest=RefusalsPageTest -Drefusals.page=write`.
                """
                + cases.stream()
                        .collect(groupingBy(Entry::topic, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(topic -> """

                                ## %s

                                | case | what is tried | what comes of it, and the tests that show it |
                                |---|---|---|
                                %s
                                """.formatted(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(entry -> row(entry, byCase.getOrDefault(entry.number(), List.of())))
                                        .collect(joining("\n"))))
                        .collect(joining());
    }

    private static String row(Entry entry, List<Shown> shown) {
        String outcomes = shown.stream()
                .collect(groupingBy(
                        Shown::outcome,
                        TreeMap::new,
                        mapping(one -> "`" + one.test() + "`", Collectors.toCollection(TreeSet::new))))
                .entrySet()
                .stream()
                .map(outcome -> quoted(outcome.getKey()) + " – " + String.join(", ", outcome.getValue()))
                .collect(joining("<br>"));
        return "| %d | %s | %s |".formatted(entry.number(), entry.what(), outcomes);
    }

    private static String quoted(String outcome) {
        return outcome.matches("[A-Z]+([-_][A-Z]+)+") ? "`" + outcome + "`" : outcome;
    }
}
