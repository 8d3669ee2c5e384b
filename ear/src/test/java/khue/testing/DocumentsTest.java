/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a document points to within this repository is there: other documents, and pictures. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");

    static Stream<Path> documents() throws IOException {
        List<Path> documents;
        try (Stream<Path> all = Files.walk(ROOT.resolve("docs"))) {
            documents = all.filter(file -> file.toString().endsWith(".md")).toList();
        }
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), documents.stream());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void pointsToWhatIsThere(Path document) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(document))
                .results()
                .map(MatchResult::group)
                .map(link -> link.replaceAll("^]\\(|[#)].*$", ""))
                .toList();

        assertThat(targets)
                .allSatisfy(target ->
                        assertThat(document.resolveSibling(target)).as(target).exists());
    }
}
