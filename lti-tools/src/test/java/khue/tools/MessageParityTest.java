/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page speaks Vietnamese and English: see {@code khue.tools.web.Messages}. */
class MessageParityTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path VIEWS = Path.of("src/main/webapp/WEB-INF/views");
    private static final Pattern KEY_IN_A_TEMPLATE = Pattern.compile("#\\{([a-z][a-z0-9-]*\\.[a-z0-9.-]*[a-z0-9])[}(]");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\d+");

    static Stream<String> areas() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files
                    .map(file -> file.getFileName().toString().replaceAll("_(vi|en)\\.properties$", ""))
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("areas")
    void saysTheSameInBothLanguages(String area) throws IOException {
        Properties vietnamese = read(area, "vi");
        Properties english = read(area, "en");

        assertThat(vietnamese.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames())
                .allSatisfy(key -> {
                    assertThat(key).startsWith(area + ".");
                    assertThat(parameters(vietnamese, key)).as(key).isEqualTo(parameters(english, key));
                });
    }

    @ParameterizedTest
    @MethodSource("areas")
    void isReadableAsItStandsInTheFile(String area) throws IOException {
        for (String language : List.of("vi", "en")) {
            assertThat(Files.readString(file(area, language))).doesNotContain("\\u");
        }
    }

    @Test
    void hasASentenceForEveryKeyOfATemplate() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String key : keysOfTemplates()) {
            String area = key.substring(0, key.indexOf('.'));
            for (String language : List.of("vi", "en")) {
                if (!Files.exists(file(area, language)) || !read(area, language).containsKey(key)) {
                    missing.add(key + " in " + language);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<String> keysOfTemplates() throws IOException {
        List<String> keys = new ArrayList<>();
        try (Stream<Path> templates = Files.walk(VIEWS)) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                // Comments of ours show how a fragment is called, with keys that are nobody's.
                String text = Files.readString(template).replaceAll("(?s)<!--/\\*.*?\\*/-->", "");
                KEY_IN_A_TEMPLATE
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    private static Set<String> parameters(Properties sentences, String key) {
        String sentence = sentences.getProperty(key);
        // Throws when braces or apostrophes are not in order.
        new MessageFormat(sentence);
        Set<String> parameters = new TreeSet<>();
        PARAMETER.matcher(sentence).results().map(MatchResult::group).forEach(parameters::add);
        return parameters;
    }

    private static Properties read(String area, String language) throws IOException {
        Properties sentences = new Properties();
        try (Reader reader = Files.newBufferedReader(file(area, language))) {
            sentences.load(reader);
        }
        return sentences;
    }

    private static Path file(String area, String language) {
        return MESSAGES.resolve(area + "_" + language + ".properties");
    }
}
