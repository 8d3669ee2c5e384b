/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {

    private static final Optional<String> NOW = Optional.of("\"a\"");
    private static final Optional<String> ABSENT = Optional.empty();

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"a\"", "\"b\", \"a\"", "\"b\",\"a\" , \"c\"", "a", "b, a", "\"x,y\", \"a\""})
    void ifMatchHoldsWhenTheTagIsListed(String header) {
        ifMatch(header).hold(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "\"A\"", "W/\"a\"", "\"b,a\"", "b", "\"\"", "\"*\""})
    void ifMatchFailsWhenTheTagIsNotListedAsAStrongOne(String header) {
        fails(ifMatch(header), NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"a\""})
    void ifMatchFailsWhereThereIsNoDocument(String header) {
        fails(ifMatch(header), ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"a\"", "W/\"a\"", "\"b\", \"a\"", "a"})
    void ifNoneMatchFailsWhenTheTagIsListed(String header) {
        fails(ifNoneMatch(header), NOW);
        assertThat(ifNoneMatch(header).isKnownToReader("\"a\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"a\""})
    void ifNoneMatchHoldsWhereThereIsNoDocument(String header) {
        ifNoneMatch(header).hold(ABSENT);
    }

    @Test
    void ifNoneMatchHoldsWhenTheTagIsNotListed() {
        ifNoneMatch("\"b\"").hold(NOW);
        assertThat(ifNoneMatch("\"b\"").isKnownToReader("\"a\"")).isFalse();
    }

    @Test
    void bothHaveToHold() {
        fails(new Preconditions(List.of("\"a\""), List.of("*")), NOW);
    }

    @Test
    void aHeaderThatIsSentTwiceIsOneList() {
        new Preconditions(List.of("\"b\"", "\"a\""), List.of()).hold(NOW);
    }

    @Test
    void withoutThemEverythingHolds() {
        Preconditions none = new Preconditions(List.of(), List.of());

        none.hold(NOW);
        none.hold(ABSENT);
        assertThat(none.areGiven()).isFalse();
        assertThat(ifMatch("\"a\"").areGiven()).isTrue();
    }

    private static Preconditions ifMatch(String header) {
        return new Preconditions(List.of(header), List.of());
    }

    private static Preconditions ifNoneMatch(String header) {
        return new Preconditions(List.of(), List.of(header));
    }

    private static void fails(Preconditions preconditions, Optional<String> etag) {
        assertThatThrownBy(() -> preconditions.hold(etag))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.status()).isEqualTo(412));
    }
}
