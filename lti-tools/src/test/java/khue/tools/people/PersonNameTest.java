/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonNameTest {

    @Test
    void sortsAsVietnameseClassListsDo() {
        assertSorted(
                "Nguyễn Văn An",
                "Trần Thị An",
                "Phạm Ngọc Ánh",
                "Lê Hoài Ân",
                "Hoàng Gia Bảo",
                "Đặng Minh Châu",
                "Bùi Tiến Dũng",
                "Ngô Quang Đạt",
                "Vũ Minh Đức",
                "Đỗ Thị Hoa",
                "Lý Thu Oanh",
                "Mai Xuân Ôn",
                "Hồ Thị Uyên",
                "Tạ Tố Ưng",
                "Nguyễn Thị Yến");
    }

    @Test
    void sortsCombiningMarksLikeWholeLetters() {
        String whole = "Nguyễn Văn Đạt";
        String combined = Normalizer.normalize(whole, Normalizer.Form.NFD);

        assertThat(PersonName.BY_GIVEN_NAME.compare(name(whole), name(combined)))
                .isZero();
        assertSorted("Lê Văn Đan", combined, "Lê Văn Đấu");
    }

    /** Moodle in English says {@code "Minh An Trần"}. */
    @Test
    void sortsByTheGivenNameAlsoWhereTheLmsSaysTheFamilyNameLast() {
        PersonName an = new PersonName("Minh An Trần", Optional.of("Minh An"), Optional.of("Trần"));
        PersonName dung = new PersonName("Ngọc Dũng Lê", Optional.of("Ngọc Dũng"), Optional.of("Lê"));

        assertThat(PersonName.BY_GIVEN_NAME.compare(an, dung)).isNegative();
    }

    @Test
    void saysFamilyNameFirstWhenTheLmsSendsPartsOnly() {
        PersonName name = PersonName.of(Optional.of(" "), Optional.of("Hoa"), Optional.of("Nguyễn Thị"));

        assertThat(name.display()).isEqualTo("Nguyễn Thị Hoa");
        assertThat(name.said()).isTrue();
    }

    @Test
    void knowsThatAnLmsSaidNothing() {
        PersonName name = PersonName.of(Optional.empty(), Optional.empty(), Optional.of(""));

        assertThat(name.said()).isFalse();
        assertThat(name.display()).isEqualTo("—");
    }

    @Test
    void refusesAnEmptyNameAndCutsAnEndlessOne() {
        assertThatThrownBy(() -> name("  ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(name("a".repeat(10_000)).display()).hasSize(PersonName.LONGEST);
    }

    private static void assertSorted(String... expected) {
        List<PersonName> names =
                new ArrayList<>(Stream.of(expected).map(PersonNameTest::name).toList());
        Collections.shuffle(names, new Random(1));
        names.sort(PersonName.BY_GIVEN_NAME);
        assertThat(names).extracting(PersonName::display).containsExactly(expected);
    }

    private static PersonName name(String display) {
        return new PersonName(display, Optional.empty(), Optional.empty());
    }
}
