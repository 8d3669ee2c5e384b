/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import khue.tools.reports.snapshot.CanonicalJson;
import khue.tools.reports.snapshot.Snapshot;

/** A figure of a draft: the question, and what the store answered. */
@Entity
@Table(name = "report_figure")
public class ReportFigure {

    @Id
    private UUID id;

    @Column(name = "report_id")
    private UUID reportId;

    private int number;
    private String section;
    private String indicator;
    private String breakdown;
    private String geography;
    private String answer;

    protected ReportFigure() {}

    ReportFigure(UUID report, Snapshot.Figure drafted) {
        this.id = UUID.randomUUID();
        this.reportId = report;
        this.number = drafted.number();
        this.section = drafted.section();
        this.indicator = drafted.indicator();
        this.breakdown = drafted.by();
        this.geography = drafted.geography();
        this.answer = drafted.answer().map(CanonicalJson::write).orElse(null);
    }

    Snapshot.Figure told() {
        return new Snapshot.Figure(
                number,
                section,
                indicator,
                breakdown,
                geography,
                Optional.ofNullable(answer).map(CanonicalJson::read));
    }
}
