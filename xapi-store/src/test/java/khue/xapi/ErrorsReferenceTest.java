/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that an answer of the store can carry stands in docs/reference/errors.md, and no other. */
class ErrorsReferenceTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path REFERENCE = Path.of("../docs/reference/errors.md");

    private static final String CODE = "\"([a-z]+(?:-[a-z0-9]+)+)\"";

    /** A failure is made from a status and a code, or by a method that knows the status. */
    private static final Pattern MADE = Pattern.compile(
            "(?:(?:Failure|LimitExceeded|MalformedJson|super|this)\\(\\s*(?:\\d{3}|status),\\s*|(?:badRequest|tooLong|MalformedJson|MalformedMultipart)\\(\\s*)"
                    + CODE);

    private static final Pattern ROW = Pattern.compile("^\\| \\d{3} \\|([^|]*)\\|", Pattern.MULTILINE);

    @Test
    void listsEveryCodeOfTheStore() throws IOException {
        assertThat(codesOfTheReference()).containsExactlyInAnyOrderElementsOf(codesOfTheSources());
    }

    private static Set<String> codesOfTheSources() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> matches(MADE, text(file)))
                    .forEach(codes::add);
        }
        return codes;
    }

    private static Set<String> codesOfTheReference() throws IOException {
        String page = Files.readString(REFERENCE);
        Set<String> codes = new TreeSet<>();
        Matcher row = ROW.matcher(page.substring(page.indexOf("## The store")));
        while (row.find()) {
            matches(Pattern.compile("`([a-z0-9-]+)`"), row.group(1)).forEach(codes::add);
        }
        return codes;
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
