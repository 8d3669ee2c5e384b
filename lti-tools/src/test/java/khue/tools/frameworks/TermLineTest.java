/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermLineTest {

    @Test
    void readsATermOfEachLineAndWritesItBack() {
        String text = "passed | Đạt | Passed | 1\n\n failed|Chưa đạt|Not yet|0 ";

        TermLine.Reading reading = TermLine.read(text);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.lines())
                .containsExactly(
                        new TermLine("passed", "Đạt", "Passed", Optional.of(1)),
                        new TermLine("failed", "Chưa đạt", "Not yet", Optional.of(0)));
        assertThat(TermLine.write(reading.lines()))
                .isEqualTo("passed | Đạt | Passed | 1\nfailed | Chưa đạt | Not yet | 0");
        assertThat(TermLine.read("a | b | c").lines().get(0).points()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a | Một ; line ; 1",
                "a | Một | One@Đ | Hai | Two ; line ; 2",
                "a | Một | One@a | Hai | Two ; code-twice ; 2",
                "a | Một | ; line ; 1",
                "a | Một | One | nhiều ; line ; 1",
                "a | Một | One | 1 | 2 ; line ; 1",
                "@ ; number ; 0"
            })
    void saysWhichLineIsNotRightAndWhy(String text, String problem, int at) {
        TermLine.Reading reading = TermLine.read(text.replace('@', '\n'));

        assertThat(reading.problems()).containsExactly(new TermLine.Problem(problem, at));
    }

    @Test
    void saysWhatIsWrongWithEveryLine() {
        TermLine.Reading reading = TermLine.read("a | Một\nb | Hai | Two\nB | Ba | Three\nb | Bốn | Four");

        assertThat(reading.problems())
                .containsExactly(
                        new TermLine.Problem("line", 1),
                        new TermLine.Problem("line", 3),
                        new TermLine.Problem("code-twice", 4));
        assertThat(reading.lines()).extracting(TermLine::code).containsExactly("b");
    }

    @Test
    void writesATableAndReadsItBack() {
        List<TermLine> lines = List.of(
                new TermLine("passed", "Đạt, \"tốt\"", "Passed; well", Optional.of(1)),
                new TermLine("failed", "Chưa đạt", "Not yet", Optional.empty()));

        TermLine.Reading reading = TermLine.readTable(TermLine.writeTable(lines));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.lines()).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code;vietnamese;english;points\r\npassed;Đạt;Passed;1\r\nfailed;Chưa đạt;Not yet;\r\n",
                "\uFEFFCODE,vietnamese,english,points\rpassed,Đạt,Passed,1\rfailed,Chưa đạt,Not yet,",
                "passed,Đạt,Passed,1\n,,,\nfailed,\"Chưa đạt\",Not yet"
            })
    void readsATableAsSpreadsheetsWriteIt(String table) {
        TermLine.Reading reading = TermLine.readTable(table);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.lines())
                .containsExactly(
                        new TermLine("passed", "Đạt", "Passed", Optional.of(1)),
                        new TermLine("failed", "Chưa đạt", "Not yet", Optional.empty()));
    }

    @Test
    void saysWhichRowsOfATableAreNotRight() {
        TermLine.Reading reading = TermLine.readTable(
                "code,vietnamese,english,points\npassed,Đạt\nfailed,Chưa đạt,Not yet,vài\nlater,\"Hai\ndòng\",Two\n");

        assertThat(reading.problems())
                .containsExactly(
                        new TermLine.Problem("line", 2),
                        new TermLine.Problem("line", 3),
                        new TermLine.Problem("line", 4));
        assertThat(TermLine.readTable("").problems()).containsExactly(new TermLine.Problem("number", 0));
        assertThat(TermLine.readTable("PK\u0003\u0004 a spreadsheet").problems())
                .isNotEmpty();
    }

    @Test
    void previewsWhatTheNextVersionMakesOfEachTerm() {
        List<TermLine> today =
                TermLine.read("a | Một | One\nb | Hai | Two\nc | Ba | Three").lines();
        List<TermLine> next = TermLine.read("a | Một | One\nc | Ba mới | Three\nd | Bốn | Four")
                .lines();

        assertThat(Preview.of(today, next))
                .extracting(Preview::code, Preview::change, Preview::before)
                .containsExactly(
                        tuple("a", "same", ""),
                        tuple("c", "changed", "Ba"),
                        tuple("d", "new", ""),
                        tuple("b", "gone", ""));
    }
}
