/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import java.util.List;
import java.util.stream.IntStream;

/** What a paper is made of, whatever it is written as. */
public sealed interface Block {

    /** How templates tell them apart. */
    String kind();

    /** @param level 1 for a section, 2 and 3 for what is in it */
    record Heading(int level, String words) implements Block {
        @Override
        public String kind() {
            return "heading" + level;
        }
    }

    record Words(String words) implements Block {
        @Override
        public String kind() {
            return "words";
        }
    }

    /** SQL, letter by letter: folded on a screen, and on no paper, where nobody types thirty pages of it. */
    record Code(String text) implements Block {
        @Override
        public String kind() {
            return "code";
        }
    }

    /** From here on a page of its own. */
    record Annex(String title) implements Block {
        @Override
        public String kind() {
            return "annex";
        }
    }

    /** @param widths of the columns, in parts of the page */
    record Table(String caption, List<String> heads, List<Row> rows, List<Integer> widths) implements Block {
        @Override
        public String kind() {
            return "table";
        }

        /** Those of numbers stand above them, on the right. */
        List<Cell> headCells() {
            return IntStream.range(0, heads.size())
                    .mapToObj(column -> new Cell(heads.get(column), isOfNumbers(column), false))
                    .toList();
        }

        private boolean isOfNumbers(int column) {
            return !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.cells().get(column).number());
        }
    }

    record Row(List<Cell> cells, boolean total) {}

    /** @param suppressed too few people: said in words, and hatched */
    record Cell(String words, boolean number, boolean suppressed) {

        static Cell of(String words) {
            return new Cell(words, false, false);
        }

        static Cell number(String words) {
            return new Cell(words, true, false);
        }

        static Cell tooFew(int minimumGroup) {
            return new Cell("n < " + minimumGroup, true, true);
        }
    }
}
