/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedHashTest {

    private static final String HASH = CanonicalJson.sha256("abc");

    @Test
    void isReadAsPeopleTypeIt() {
        assertThat(TypedHash.typed(HASH.toUpperCase(java.util.Locale.ROOT))
                        .orElseThrow()
                        .digits())
                .isEqualTo(HASH);
        assertThat(TypedHash.typed("sha256-" + HASH)).isEmpty();
        assertThat(TypedHash.typed(" " + TypedHash.beginning(HASH) + "\n")
                        .orElseThrow()
                        .digits())
                .isEqualTo(HASH.substring(0, 20));
    }

    @Test
    void isNotGuessedFromAFewLetters() {
        assertThat(TypedHash.typed(HASH.substring(0, 19))).isEmpty();
        assertThat(TypedHash.typed(HASH + "0")).isEmpty();
        assertThat(TypedHash.typed("")).isEmpty();
    }
}
