/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    /** An alarm on a number that is not there never rings. */
    @Test
    void nameNumbersThatThereAre() throws Exception {
        String page = Files.readString(Path.of("../docs/how-to/operate.md"));

        assertThat(MetricsReference.names()).containsAll(MetricsReference.namesIn(page));
        assertThat(MetricsReference.namesIn(page)).hasSizeGreaterThan(10);
    }
}
