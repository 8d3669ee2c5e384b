/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an operator can set is what the reference says. */
class SettingsTest {

    private static final Path SOURCE = Path.of("src/main/java/khue/tools/settings/Settings.java");
    private static final Path REFERENCE = Path.of("../docs/reference/configuration.md");
    private static final Pattern NAME = Pattern.compile("\"(khue(\\.[a-z]+)+)\"");

    @Test
    void everySettingThatIsReadStandsInTheReference() throws IOException {
        List<String> variables = NAME.matcher(Files.readString(SOURCE))
                .results()
                .map(found -> found.group(1).toUpperCase(Locale.ROOT).replace('.', '_'))
                .distinct()
                .toList();

        String reference = Files.readString(REFERENCE);

        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(reference).contains("`" + variable + "`"));
    }
}
