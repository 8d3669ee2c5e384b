/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statements/write     | statements/write",
                "statements/read/mine | statements/read/mine",
                "statements/read      | statements/read, statements/read/mine",
                "all/read             | all/read, statements/read, statements/read/mine",
                "reports              | reports",
                "state                | state",
                "define               | define",
                "profile              | profile",
                "keys                 | keys",
            })
    void allowsExactlyThis(String granted, String allowed) {
        Credential credential =
                new Credential("key", Set.of(Scope.of(granted).orElseThrow()), new Authority("http://h", "key"));

        Set<String> words = Arrays.stream(Scope.values())
                .filter(credential::allows)
                .map(Scope::word)
                .collect(Collectors.toSet());

        assertThat(words).containsExactlyInAnyOrder(allowed.split(", "));
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"KEYS", "ERASE"},
            mode = EnumSource.Mode.EXCLUDE)
    void allowsEverythingByAll(Scope scope) {
        assertThat(everything().allows(scope)).isTrue();
    }

    @Test
    void doesNotLetAKeyForEverythingMakeKeysOrErasePeople() {
        assertThat(everything().allows(Scope.KEYS)).isFalse();
        assertThat(everything().allows(Scope.ERASE)).isFalse();
    }

    private static Credential everything() {
        return new Credential("key", Set.of(Scope.ALL), new Authority("http://h", "key"));
    }
}
