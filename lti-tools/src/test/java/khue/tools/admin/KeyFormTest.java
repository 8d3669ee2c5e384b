/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFormTest {

    /** Noon of 22 November in Hà Nội. */
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    @Test
    void givesAPurposeItsScopesWhateverIsTicked() {
        KeyForm form = KeyForm.of(" Moodle ", "SENDER", List.of("all"), "", NOW);

        assertThat(form.isComplete()).isTrue();
        assertThat(form.label()).isEqualTo("Moodle");
        assertThat(form.chosenScopes()).containsExactly("statements/write", "define");
        assertThat(form.expiresAt()).isEmpty();
    }

    @Test
    void takesWhatIsTickedWhenRightsAreChosenOneByOne() {
        assertThat(KeyForm.of("a", "OWN", List.of("state"), "", NOW).chosenScopes())
                .containsExactly("state");
    }

    @Test
    void letsAKeyWorkUntilTheEndOfTheDayInVietnam() {
        KeyForm form = KeyForm.of("a", "SENDER", null, "2026-11-22", NOW);

        assertThat(form.isComplete()).isTrue();
        assertThat(form.expiresAt()).contains(Instant.parse("2026-11-22T17:00:00Z"));
        assertThat(KeyForm.of(key(form.expiresAt())).until()).isEqualTo("2026-11-22");
    }

    @ParameterizedTest
    @CsvSource({
        "'', SENDER, '', label",
        "a, , '', purpose",
        "a, NOTHING, '', purpose",
        "a, OWN, '', scopes",
        "a, SENDER, 2026-11-21, until",
        "a, SENDER, 22/11/2026, until",
        "a, SENDER, +999999999-12-31, until",
    })
    void saysWhatHasToBeMended(String label, String purpose, String until, String problem) {
        assertThat(KeyForm.of(label, purpose, null, until, NOW).problems()).containsOnlyKeys(problem);
    }

    @Test
    void givesNobodyTheRightToManageKeys() {
        assertThat(KeyForm.of("a", "OWN", List.of("keys"), "", NOW).problems()).containsOnlyKeys("scopes");
    }

    @Test
    void takesALabelOfOneLineOnly() {
        assertThat(KeyForm.of("a\nb", "SENDER", null, "", NOW).problems()).containsOnlyKeys("label");
        assertThat(KeyForm.of("a".repeat(201), "SENDER", null, "", NOW).problems())
                .containsOnlyKeys("label");
    }

    private static StoreKey key(Optional<Instant> expiresAt) {
        return new StoreKey(
                "a", "a", List.of("state"), expiresAt, false, NOW, Optional.empty(), Optional.empty(), List.of());
    }
}
