/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/reference/configuration.md says what the code says. */
class ReferencePageTest {

    private List<String> rows;

    @BeforeEach
    void readThePage() throws IOException {
        rows = Files.readAllLines(Path.of("../docs/reference/configuration.md")).stream()
                .filter(line -> line.startsWith("| `KHUE"))
                .toList();
    }

    @Test
    void listsEverySettingWithItsDefaultAndMeaning() {
        assertThat(rows.stream().filter(row -> row.startsWith("| `KHUE_")))
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> "| `%s` | %s | %s |"
                                .formatted(setting.variable(), setting.standard(), setting.meaning()))
                        .toList());
    }

    @Test
    void listsEveryCodeWithItsMeaning() {
        assertThat(rows.stream().filter(row -> row.startsWith("| `KHUE-")))
                .containsExactlyElementsOf(Arrays.stream(CannotStart.Reason.values())
                        .map(reason -> "| `%s` | %s |".formatted(reason.code(), reason.meaning()))
                        .toList());
    }
}
