/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/conformance.md is what requirements.tsv and the tests' annotations give, and no requirement is without
 * a test. With {@code -Dconformance.page=write} the page is written anew.
 */
class ConformancePageTest {

    private static final Path PAGE = Path.of("../docs/reference/conformance.md");

    /** What it asks for, in our words. */
    private record Entry(String id, String topic, String editions, String meaning) {

        static Entry of(String line) {
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(4).doesNotContain("");
            return new Entry(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private static List<Entry> entries;
    private static SortedMap<String, List<String>> tests;
    private static Set<Class<?>> topics;

    @BeforeAll
    static void readListAndAnnotations() throws IOException {
        try (InputStream list = ConformancePageTest.class.getResourceAsStream("requirements.tsv")) {
            entries = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Entry::of)
                    .toList();
        }
        tests = new TreeMap<>();
        topics = new HashSet<>();
        new ClassFileImporter()
                .importPackages("khue.xapi").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Requirement.class))
                        .sorted((one, other) -> name(one).compareTo(name(other)))
                        .forEach(method -> {
                            if (InBothEditions.class.isAssignableFrom(
                                    method.getOwner().reflect())) {
                                topics.add(method.getOwner().reflect());
                            }
                            for (String id : method.getAnnotationOfType(Requirement.class)
                                    .value()) {
                                tests.computeIfAbsent(id, unseen -> new ArrayList<>())
                                        .add(name(method));
                            }
                        });
    }

    @Test
    void everyRequirementHasATestAndEveryAnnotationARequirement() {
        assertThat(tests.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(Entry::id).toList());
    }

    @Test
    void everyTopicRunsInTheServer() {
        Stream<Class<?>> running =
                Arrays.stream(ConformanceIT.class.getDeclaredClasses()).map(Class::getSuperclass);

        assertThat(running).containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void thePageIsWhatTheListAndTheAnnotationsGive() throws IOException {
        if ("write".equals(System.getProperty("conformance.page"))) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew: ./mvnw -pl xapi-store test -Dtest=ConformancePageTest -Dconformance.page=write")
                .isEqualTo(page());
    }

    private static String page() {
        return """
                # Conformance

                What the xAPI standard asks of a learning record store, and the tests that show it. Each runs in `./mvnw verify`, over HTTP against the
                application in the server, and where a requirement belongs to both editions, once as a client of each.

                A number is the one that ADL's conformance suite gave the requirement; where it gave none, a word of ours stands in its place. The
                sentences are ours too and only remind: the standard is
                [xAPI 1.0.3](https://github.com/adlnet/xAPI-Spec) and [IEEE 9274.1.1 (xAPI 2.0)](https://standards.ieee.org/ieee/9274.1.1/7321/). How to run ADL's suite itself:
                [Show that the store conforms](../how-to/conformance.md).

                This page is generated: `./mvnw -pl xapi-store test -Dtest=ConformancePageTest -Dconformance.page=write`.
                """
                + entries.stream()
                        .collect(groupingBy(Entry::topic, LinkedHashMap::new, joiningRows()))
                        .entrySet()
                        .stream()
                        .map(topic -> """

                                ## %s

                                | requirement | editions | what it asks for | shown by |
                                |---|---|---|---|
                                %s
                                """.formatted(topic.getKey(), topic.getValue()))
                        .collect(joining());
    }

    private static Collector<Entry, ?, String> joiningRows() {
        return mapping(ConformancePageTest::row, joining("\n"));
    }

    private static String row(Entry entry) {
        String shownBy = tests.getOrDefault(entry.id(), List.of()).stream()
                .map(name -> "`" + name + "`")
                .collect(joining("<br>"));
        return "| %s | %s | %s | %s |".formatted(entry.id(), entry.editions(), entry.meaning(), shownBy);
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
