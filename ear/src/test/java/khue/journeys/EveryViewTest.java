/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolPage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No page is forgotten: views.tsv names, for each one that there is, the journey that looks at it and the picture that it keeps. Looking is
 * {@link Window#looksRight}: on a desk and on the narrowest screen, in light and dark, with axe.
 */
class EveryViewTest {

    private static final Path VIEWS = Path.of("../lti-tools/src/main/webapp/WEB-INF/views");
    private static final Path JOURNEYS = Path.of("src/test/java/khue/journeys");

    /** Where a page shows itself to nobody: it goes on by itself, or closes. */
    private static final String NOBODY = "-";

    /** @param picture its name, or how it begins; of a page that a tool declares, its path; of one that nobody sees, why */
    private record Row(String view, String journey, String picture) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/khue/journeys/views.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .map(cells -> new Row(cells[0], cells[1], cells[2]))
                .toList();
    }

    @Test
    void everyPageStandsInTheTable() throws IOException {
        List<String> pages;
        try (Stream<Path> views = Files.walk(VIEWS)) {
            pages = views.filter(Files::isRegularFile)
                    .filter(EveryViewTest::isPage)
                    .map(view ->
                            VIEWS.relativize(view).toString().replace('\\', '/').replace(".html", ""))
                    .sorted()
                    .toList();
        }

        assertThat(rows().stream().map(Row::view)).containsExactlyElementsOf(pages);
    }

    /** A page puts itself into the frame of all pages; what else lies there are its parts. */
    private static boolean isPage(Path view) {
        try {
            return Files.readString(view)
                    .contains("<html xmlns:th=\"http://www.thymeleaf.org\" th:replace=\"~{layout/page :: page(");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @TestFactory
    Stream<DynamicTest> aJourneyLooksAtIt() throws IOException {
        return rows().stream()
                .filter(row -> !row.journey().equals(NOBODY))
                .map(row -> DynamicTest.dynamicTest(row.view(), () -> {
                    if (row.picture().startsWith("/")) {
                        assertThat(declared()).contains(row.picture());
                    } else {
                        assertThat(Files.readString(JOURNEYS.resolve(row.journey() + ".java")))
                                .containsPattern("looksRight\\((?:\\w+, )?\"" + row.picture() + "\"");
                    }
                }));
    }

    /** What EveryToolIT opens and looks at. */
    private static List<String> declared() {
        return EveryToolIT.tools()
                .map(Named::getPayload)
                .map(LearningTool::pages)
                .flatMap(List::stream)
                .map(ToolPage::path)
                .toList();
    }
}
