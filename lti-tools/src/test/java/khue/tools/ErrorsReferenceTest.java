/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import khue.tools.files.FileRefused;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.RegistrationReason;
import khue.tools.uploads.UploadRefused;
import khue.tools.web.Audience;
import khue.tools.web.Messages;
import khue.tools.web.PageRefused;
import org.junit.jupiter.api.Test;

/** Every code that people may quote stands in docs/reference/errors.md, with the sentences that the pages say. */
class ErrorsReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/reference/errors.md");

    private final Messages messages = new Messages();

    @Test
    void everyReasonToRefuseALaunchStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(LaunchReason.values())
                        .map(reason -> row(reason.code(), reason.meansKey(), reason.doKey()))
                        .toList());
    }

    @Test
    void everyReasonToRefuseARegistrationStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(RegistrationReason.values())
                        .map(reason -> row(reason.code(), reason.meansKey(), reason.doKey()))
                        .toList());
    }

    @Test
    void everyPageThatIsNotShownStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(PageRefused.Reason.values())
                        .map(reason -> {
                            String key = "web.error."
                                    + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
                            return row(reason.code(), key + ".title", key + ".do");
                        })
                        .toList());
    }

    @Test
    void whatOthersThanPupilsReadInsteadStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(PageRefused.Reason.values())
                        .flatMap(reason -> Arrays.stream(Audience.values()).flatMap(audience -> {
                            String key = "web.error."
                                    + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + "."
                                    + audience.name().toLowerCase(Locale.ROOT);
                            String code = reason.code() + "`, to a `"
                                    + audience.name().toLowerCase(Locale.ROOT);
                            return messages.find(Locale.ENGLISH, key + ".title").stream()
                                    .map(there -> row(code, key + ".title", key + ".do"));
                        }))
                        .toList());
    }

    @Test
    void everyFileThatIsNotTakenStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(FileRefused.Reason.values())
                        .map(reason -> row(reason.code(), reason.sentence()))
                        .toList());
    }

    @Test
    void everyUploadThatIsRefusedStandsInTheReference() throws IOException {
        assertThat(rows())
                .containsAll(Arrays.stream(UploadRefused.Reason.values())
                        .map(reason -> row(reason.code(), reason.sentence()))
                        .toList());
    }

    private String row(String code, String... keys) {
        Stream<String> sentences = Arrays.stream(keys).map(key -> messages.say(Locale.ENGLISH, key));
        return Stream.concat(Stream.of("`" + code + "`"), sentences)
                .reduce("|", (row, cell) -> row + " " + cell + " |");
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(REFERENCE);
    }
}
