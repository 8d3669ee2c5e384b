/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A list that may be empty says so where it would stand: the page has a sentence for it, by a condition on the same model. What needs none
 * is in lists.tsv, with the reason. That the sentence is a good one, a machine cannot tell.
 */
class EveryListTest {

    private static final Path VIEWS = Path.of("src/main/webapp/WEB-INF/views");
    private static final List<String> AREAS = List.of("portfolio", "families", "frameworks");

    private static final Pattern LIST = Pattern.compile(
            "<(?:ul|ol|table|div)\\b[^>]*class=\"[^\"]*\\b(?:k-queue|k-photos|k-table|k-cards|k-timeline|k-results|p-pieces|p-moments)\\b"
                    + "(?:(?!</(?:ul|ol|table)>).)*?th:each=\"\\w+[^:\"]*: *\\$\\{([^}]*)}\"",
            Pattern.DOTALL);

    private record Listing(String view, String of) {}

    @Test
    void saysWhatItMeansWhenItIsEmpty() throws IOException {
        Set<String> silent = listings()
                .filter(list -> !saysWhenEmpty(list))
                .map(list -> list.view() + "\t" + list.of())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(silent)
                .as(
                        "lists without a sentence for when they are empty: give them one, or say in lists.tsv why they need none")
                .containsExactlyElementsOf(excused());
    }

    private static Stream<Listing> listings() throws IOException {
        List<Path> views;
        try (Stream<Path> files = Files.walk(VIEWS)) {
            views = files.filter(Files::isRegularFile)
                    .filter(file ->
                            AREAS.contains(file.getParent().getFileName().toString()))
                    .toList();
        }
        return views.stream()
                .flatMap(view -> LIST.matcher(text(view))
                        .results()
                        .map((MatchResult list) -> new Listing(
                                VIEWS.relativize(view)
                                        .toString()
                                        .replace('\\', '/')
                                        .replace(".html", ""),
                                list.group(1))));
    }

    private static boolean saysWhenEmpty(Listing list) {
        Pattern condition = Pattern.compile("th:if=\"[^\"]*" + Pattern.quote(list.of()) + "\\.(isEmpty\\(\\)|empty)");
        return condition.matcher(text(VIEWS.resolve(list.view() + ".html"))).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> excused() throws IOException {
        try (var rows = EveryListTest.class.getResourceAsStream("lists.tsv")) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(row -> {
                        assertThat(row.split("\t")).as(row).hasSize(3);
                        return row.substring(0, row.lastIndexOf('\t'));
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
