/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read character by character, for speed, against the plain statement of what is meant. */
class WrittenFormsTest {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern IN_UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    @Property(tries = 2000)
    void aUuidIsWhatItsFormSays(@ForAll("almostUuids") String text) {
        assertThat(Uuids.isUuid(text)).isEqualTo(UUID_FORM.matcher(text).matches());
        assertThat(Uuids.parse(text))
                .isEqualTo(UUID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty());
    }

    @Property(tries = 2000)
    void aSchemeIsWhatItsFormSays(@ForAll("almostSchemes") String scheme) {
        assertThat(Iri.isIri(scheme + ":x")).isEqualTo(SCHEME.matcher(scheme).matches());
    }

    @Property(tries = 2000)
    void aTimestampInUtcIsTheInstantThatTheJavaPlatformReads(@ForAll("almostTimestamps") String text) {
        Optional<Instant> expected = Optional.empty();
        if (IN_UTC.matcher(text).matches()) {
            try {
                expected = Optional.of(LocalDateTime.parse(text.substring(0, text.length() - 1))
                        .toInstant(ZoneOffset.UTC));
            } catch (DateTimeException noSuchDay) {
                // Stays empty.
            }
        }

        assertThat(Timestamp.isPlain(text)).isEqualTo(IN_UTC.matcher(text).matches());
        if (Timestamp.isPlain(text)) {
            assertThat(Timestamp.parse(text, XapiVersion.V2)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61.5Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:0０Z"
    })
    void aTimestampThatDoesNotExistIsNone(String text) {
        assertThat(Timestamp.parse(text, XapiVersion.V1)).isEmpty();
    }

    @Property
    void aLanguageOfTwoLettersIsATag(@ForAll("twoCharacters") String text) {
        assertThat(LanguageTag.isLanguageTag(text))
                .isEqualTo(text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
    }

    /** A UUID, or one in which a character was put in the place of another, left out or added. */
    @Provide
    Arbitrary<String> almostUuids() {
        return spoilt(Arbitraries.create(() -> UUID.randomUUID().toString()), "0aF-gG ٣é/:@`");
    }

    @Provide
    Arbitrary<String> almostTimestamps() {
        Arbitrary<String> fraction = Arbitraries.strings()
                .numeric()
                .ofMaxLength(11)
                .map(digits -> digits.isEmpty() || digits.length() > 9 ? "" : "." + digits);
        Arbitrary<String> timestamps = Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 60),
                        fraction)
                .as("%04d-%02d-%02dT%02d:%02d:%02d%s"::formatted)
                .map(text -> text + "Z");
        return Arbitraries.frequencyOf(Tuple.of(3, timestamps), Tuple.of(1, spoilt(timestamps, "0-T:.Z z+٣")));
    }

    @Provide
    Arbitrary<String> almostSchemes() {
        return Arbitraries.strings().withChars("azAZ09+.-_/ é٣").ofMinLength(1).ofMaxLength(5);
    }

    @Provide
    Arbitrary<String> twoCharacters() {
        return Arbitraries.strings().withChars("azAZ`{@[é-1").ofLength(2);
    }

    private static Arbitrary<String> spoilt(Arbitrary<String> texts, String with) {
        return Combinators.combine(
                        texts,
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.strings().withChars(with).ofLength(1))
                .as((text, place, way, character) -> {
                    int at = place % text.length();
                    return switch (way) {
                        case 0 -> text;
                        case 1 -> text.substring(0, at) + text.substring(at + 1);
                        case 2 -> text.substring(0, at) + character + text.substring(at);
                        default -> text.substring(0, at) + character + text.substring(at + 1);
                    };
                });
    }
}
