/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A long text survives a reload and a visit that ended: a form with one asks page.js to keep it, or is one that a script of its own saves while
 * it is typed: a pupil's work, or a report (data-saved). That they do, journeys show.
 */
class EveryTextTest {

    private static final Path VIEWS = Path.of("src/main/webapp/WEB-INF/views");
    private static final Pattern FORM =
            Pattern.compile("(<form\\b(?:[^>\"]|\"[^\"]*\")*>)(.*?)</form>", Pattern.DOTALL);

    @Test
    void isKeptWhileItIsTyped() throws IOException {
        List<Path> views;
        try (Stream<Path> files = Files.walk(VIEWS)) {
            views = files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }

        List<String> tags = views.stream()
                .flatMap(view -> FORM.matcher(text(view)).results())
                .filter(form -> form.group(2).contains("textarea"))
                .map((MatchResult form) -> form.group(1))
                .toList();

        assertThat(tags)
                .isNotEmpty()
                .allMatch(
                        tag -> tag.contains("data-kept") || tag.contains("data-saved") || tag.contains("id=\"work\""));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
