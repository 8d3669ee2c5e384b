/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SheetCodeTest {

    private final SheetCode code = SheetCode.random(RandomGenerator.of("L64X128MixRandom"));

    @Test
    void isReadAsItIsPrinted() {
        assertThat(code.printed()).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");
        assertThat(SheetCode.typed(code.printed())).contains(code);
    }

    @Test
    void isReadHoweverItIsTyped() {
        SheetCode printed = new SheetCode("7KQ2M9XA301D");

        assertThat(SheetCode.typed(" 7kq2 – m9xa.3OlD ")).contains(printed);
        assertThat(SheetCode.typed("7KQ2M9XA30iD")).contains(printed);
    }

    @Test
    void isNotWhatIsTooShortTooLongOrOfOtherLetters() {
        assertThat(SheetCode.typed("")).isEmpty();
        assertThat(SheetCode.typed("7KQ2-M9XA-301")).isEmpty();
        assertThat(SheetCode.typed("7KQ2-M9XA-301DD")).isEmpty();
        assertThat(SheetCode.typed("7KQ2-M9XA-301U")).isEmpty();
        assertThat(SheetCode.typed("Đ7KQ2M9XA301")).isEmpty();
    }

    @Test
    void isKeptAsAHashOnly() {
        assertThat(code.hash()).hasSize(32).isEqualTo(new SheetCode(code.letters()).hash());
        assertThat(code.hash())
                .isNotEqualTo(SheetCode.random(RandomGenerator.getDefault()).hash());
    }
}
