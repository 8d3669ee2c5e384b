/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTextTest {

    @Test
    void composesVietnameseLettersThatATelephoneSentInParts() {
        assertThat(TypedText.tidy("Vu\u031Bo\u031B\u0300n")).isEqualTo("Vườn");
    }

    @Test
    void keepsLinesAndDropsWhatIsNotText() {
        assertThat(TypedText.tidy("  một\r\nhai\u0000\u0007\rba \n")).isEqualTo("một\nhai\nba");
    }

    @Test
    void makesOneLineOfSeveralWhereAFieldHasOne() {
        assertThat(TypedText.line(" một\r\n  hai\tba ")).isEqualTo("một hai ba");
    }

    @Test
    void readsAMissingFieldAsNothing() {
        assertThat(TypedText.tidy(null)).isEmpty();
    }
}
