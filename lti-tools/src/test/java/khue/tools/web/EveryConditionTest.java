/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thymeleaf replaces an element before it looks at a condition on it: the condition would be dropped without a word, and what it hides shown to
 * everybody. It stands on an element around the one that is replaced.
 */
class EveryConditionTest {

    private static final Path VIEWS = Path.of("src/main/webapp/WEB-INF/views");
    private static final Pattern TAG = Pattern.compile("<[a-z](?:[^>\"]|\"[^\"]*\")*>");
    private static final Pattern REPLACED = Pattern.compile("\\sth:replace=\"");
    private static final Pattern CONDITION = Pattern.compile("\\sth:(?:if|unless|each|switch|case)=\"");

    @Test
    void standsOnNoElementThatIsReplaced() throws IOException {
        List<String> dropped = new ArrayList<>();
        List<Path> views;
        try (Stream<Path> files = Files.walk(VIEWS)) {
            views = files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
        for (Path view : views) {
            Matcher tags = TAG.matcher(Files.readString(view));
            while (tags.find()) {
                if (REPLACED.matcher(tags.group()).find()
                        && CONDITION.matcher(tags.group()).find()) {
                    dropped.add(VIEWS.relativize(view) + ": " + tags.group());
                }
            }
        }

        assertThat(dropped).isEmpty();
    }
}
