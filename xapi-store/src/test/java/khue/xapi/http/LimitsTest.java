/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Path REFERENCE = Path.of("../docs/reference/configuration.md");

    @Test
    void standInTheReferenceWithTheNumbersThatHoldWhenNothingIsSet() throws Exception {
        List<String> rows = rows();

        for (RecordComponent limit : Limits.class.getRecordComponents()) {
            String start = "| `KHUE_XAPI_MAX_%s` | %s |"
                    .formatted(
                            limit.getName().toUpperCase(Locale.ROOT),
                            limit.getAccessor().invoke(Limits.USUAL));
            assertThat(rows).anyMatch(row -> row.startsWith(start));
        }
    }

    @Test
    void refuseANumberThatWouldStopTheStoreFromWorkingAndNameTheSetting() {
        assertThatThrownBy(() -> new Limits(0, 1, 1024, 1024, 1024, 16, 1024, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("khue.xapi.max.body is 0; it has to lie between 1024 and 268435456");
        assertThatThrownBy(() -> new Limits(1024, 1, 1024, 1024, 1024, 257, 1024, 1, 1, 1))
                .hasMessageContaining("khue.xapi.max.depth is 257");
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(REFERENCE);
    }
}
