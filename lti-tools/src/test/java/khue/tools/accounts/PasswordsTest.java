/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void matchesThePasswordItWasMadeOfAndNoOther() {
        String kept = passwords.hash("một câu dễ nhớ");

        assertThat(passwords.matches("một câu dễ nhớ", kept)).isTrue();
        assertThat(passwords.matches("một câu dễ nhơ", kept)).isFalse();
        assertThat(passwords.matches("", kept)).isFalse();
    }

    @Test
    void matchesTheSameLettersTypedOnAnotherKeyboard() {
        String composed = "m\u1ed9t c\u00e2u d\u1ec5 nh\u1edb";
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);

        assertThat(decomposed).isNotEqualTo(composed);
        assertThat(passwords.matches(decomposed, passwords.hash(composed))).isTrue();
    }

    @Test
    void keepsNoPasswordAndNoTwoAlike() {
        String one = passwords.hash("một câu dễ nhớ");
        String two = passwords.hash("một câu dễ nhớ");

        assertThat(one)
                .startsWith("pbkdf2-sha256$600000$")
                .doesNotContain("nhớ")
                .isNotEqualTo(two);
    }

    @Test
    void matchesNothingAgainstTheHashOfNobodyNorAgainstGarbage() {
        assertThat(passwords.matches("", Passwords.OF_NOBODY)).isFalse();
        assertThat(passwords.matches("x", "plain text")).isFalse();
        assertThat(passwords.matches("x".repeat(Passwords.LONGEST + 1), passwords.hash("x")))
                .isFalse();
    }

    @Test
    void makesPasswordsThatCanBeReadOut() {
        assertThat(passwords.make())
                .matches("([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}")
                .isNotEqualTo(passwords.make());
    }
}
