/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final KeyUses uses = new KeyUses();

    @Test
    void givesTheFirstUseAtOnceAndOnce() {
        uses.note("a", START);

        assertThat(uses.due(START)).containsExactly(Map.entry("a", START));
        assertThat(uses.due(START.plus(KeyUses.PAUSE))).isEmpty();
    }

    @Test
    void givesTheLastOfManyUsesOnceAMinute() {
        uses.note("a", START);
        uses.due(START);

        uses.note("a", START.plusSeconds(1));
        uses.note("a", START.plusSeconds(59));

        assertThat(uses.due(START.plusSeconds(59))).isEmpty();
        assertThat(uses.due(START.plusSeconds(60))).containsExactly(Map.entry("a", START.plusSeconds(59)));
    }
}
