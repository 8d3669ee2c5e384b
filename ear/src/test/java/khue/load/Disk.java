/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;

/** What a statement takes on disk, table by table and index by index, against its payload. */
final class Disk {

    static final Report.Target PLAIN = Report.Target.atMost(1.7, "≤ 1.7 × payload");
    static final Report.Target COMPRESSED = Report.Target.atMost(0.9, "≤ 0.9 × payload");

    /** Bytes a statement. */
    private static final double LEAST_SHOWN = 0.5;

    private final Report report;

    Disk(Report report) {
        this.report = report;
    }

    /**
     * @param payload mean bytes of a statement as the store answers with it
     * @param state what is said behind the number of statements
     */
    void measure(OwnStore store, long statements, double payload, String state, Report.Target target)
            throws SQLException {
        try (Connection connection = store.connect()) {
            double all = 0;
            StringBuilder table = new StringBuilder("Bytes on disk a statement, %s stored%s, payload %s:\n\n"
                    .formatted(Report.number(statements, 0), state, Report.number(payload, 0)));
            table.append("| table or index | rows a statement | bytes a statement |\n|---|---|---|\n");
            for (Tables.Size size : Tables.sizes(connection)) {
                double bytes = (double) size.bytes() / statements;
                all += bytes;
                if (bytes >= LEAST_SHOWN) {
                    line(table, size, statements);
                }
            }
            report.figure(
                    "bytes on disk a statement, %s stored%s".formatted(Report.number(statements, 0), state),
                    "%s = %s × payload".formatted(Report.number(all, 0), Report.number(all / payload, 2)),
                    all / payload,
                    target);
            report.note(table.toString().stripTrailing());
        }
    }

    private static void line(StringBuilder table, Tables.Size size, long statements) {
        table.append("| %s | %s | %s |\n"
                .formatted(
                        size.table(),
                        Report.number((double) size.rows() / statements, 2),
                        Report.number((double) size.heapBytes() / statements, 0)));
        size.indexBytes().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(index -> table.append("| – %s | | %s |\n"
                        .formatted(index.getKey(), Report.number((double) index.getValue() / statements, 0))));
    }
}
