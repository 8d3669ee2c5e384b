/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;

/** docs/how-to/try-another-lms.md says of each trait which LMS has it. */
class TraitsReferenceTest {

    @Test
    void saysOfEachTraitWhichLmsHasIt() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "how-to", "try-another-lms.md")).stream()
                .filter(row -> row.startsWith("| `"))
                .map(row -> row.substring(0, row.lastIndexOf(" | ")))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Trait.values())
                        .map(trait -> "| `%s` | %s".formatted(trait, lmss(trait)))
                        .toList());
    }

    private static String lmss(Trait trait) {
        return Temperament.all().stream()
                .filter(temperament -> temperament.has(trait))
                .map(temperament -> temperament.title().split(" ")[0])
                .collect(Collectors.joining(", "));
    }
}
