/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

    @Test
    void keepsATextThatASpreadsheetWouldTakeForAFormulaAText() {
        List<List<String>> rows = List.of(
                List.of("=HYPERLINK(\"http://evil\")", "+84 24", "-Đạt", "@An", "\tcmd"),
                List.of("-0.25", "12", "'", ""));

        String written = CsvTable.write(rows);

        assertThat(written)
                .isEqualTo("\uFEFF\"'=HYPERLINK(\"\"http://evil\"\")\",\"'+84 24\",\"'-Đạt\",\"'@An\",\"'\tcmd\"\r\n"
                        + "\"-0.25\",\"12\",\"'\",\"\"\r\n");
        assertThat(CsvTable.read(written)).isEqualTo(rows);
    }

    @Test
    void readsWhatSpreadsheetsWriteAndWhatTheyDoNot() {
        assertThat(CsvTable.read("a;b\r\n\"1;5\";2\r\n")).containsExactly(List.of("a", "b"), List.of("1;5", "2"));
        assertThat(CsvTable.read("a,b\r\r1\n")).containsExactly(List.of("a", "b"), List.of(""), List.of("1"));
        assertThat(CsvTable.read("a \"b\" c,\"d\"e\n\"never closed,\n")).hasSize(2);
        assertThat(CsvTable.read("")).isEmpty();
    }
}
