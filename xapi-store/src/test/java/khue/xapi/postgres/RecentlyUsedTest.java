/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private final RecentlyUsed<Integer, String> entries = new RecentlyUsed<>(100);

    @Test
    void keepsAGenerationAtLeastAndTwoAtMost() {
        IntStream.range(0, 1_000).forEach(i -> entries.put(i, "v" + i));

        assertThat(known(900, 1_000)).hasSize(100);
        assertThat(known(0, 1_000)).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void keepsWhatIsUsedAgain() {
        for (int i = 0; i < 1_000; i++) {
            entries.put(i, "v" + i);
            assertThat(entries.get(0)).isEqualTo("v0");
        }
    }

    @Test
    void forgetsWhatIsTakenOutFromBothGenerations() {
        IntStream.range(0, 150).forEach(i -> entries.put(i, "v" + i));

        entries.remove(10);
        entries.remove(140);

        assertThat(entries.get(10)).isNull();
        assertThat(entries.get(140)).isNull();
        assertThat(entries.get(141)).isEqualTo("v141");
    }

    @Test
    void countsAnEntryThatIsReplacedOnce() {
        IntStream.range(0, 1_000).forEach(i -> entries.put(i % 50, "v" + i));
        IntStream.range(50, 90).forEach(i -> entries.put(i, "v" + i));

        assertThat(known(0, 90)).hasSize(90);
    }

    private List<Integer> known(int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> entries.get(i) != null)
                .boxed()
                .toList();
    }
}
