/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import khue.tools.web.Languages;
import khue.tools.web.Messages;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final Pattern FIELD = Pattern.compile("(?:Changes\\s*\\.(?:of|made)|\\.and)\\(\\s*\"([a-z-]+)\"");

    private final Messages messages = new Messages();

    @Test
    void leavesOutWhatStayedTheSame() {
        Changes changes = Changes.of("school", Optional.of("THCS A"), Optional.of("THCS A"))
                .and("name", "Moodle", "Moodle")
                .and("audience", "", Optional.empty());

        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void tellsWhatWasBeforeAndIsNow() {
        assertThat(Changes.of("school", Optional.empty(), Optional.of("THCS A"))
                        .and("name", "Moodle", null)
                        .all())
                .containsExactly(
                        new Changes.Change("school", Optional.empty(), Optional.of("THCS A")),
                        new Changes.Change("name", Optional.of("Moodle"), Optional.empty()));
    }

    @Test
    void keepsALineShortAndOneLine() {
        Changes.Change change =
                Changes.made("name", "a\nb\0" + "x".repeat(1000)).all().get(0);

        assertThat(change.after().orElseThrow()).hasSize(300).startsWith("a b ").endsWith("…");
    }

    @Test
    void takesNoFieldThatNobodyCouldHaveWordsFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> Changes.made("Pass word", "x"));
    }

    @Test
    void hasWordsForEveryActionAndEveryFieldThatTheToolsWrite() throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        Stream.of(AuditAction.values()).map(AuditAction::sentence).forEach(keys::add);
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(source);
                if (text.contains("khue.tools.audit.Changes")) {
                    FIELD.matcher(text)
                            .results()
                            .map((MatchResult found) -> "audit.field." + found.group(1))
                            .forEach(keys::add);
                }
            }
        }

        assertThat(keys).contains("audit.field.school").allSatisfy(key -> {
            for (Locale language : Languages.ALL) {
                assertThat(messages.find(language, key)).as(key).isPresent();
            }
        });
    }
}
