/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;

/** One of the sections of a report's template, and what people have written in it. */
@Entity
@Table(name = "report_section")
public class ReportSection {

    @Id
    private UUID id;

    @Column(name = "report_id")
    private UUID reportId;

    private String code;
    private int position;
    private String vietnamese;
    private String english;
    private String narrative;
    private int version;

    protected ReportSection() {}

    ReportSection(UUID report, String code, int position, String vietnamese, String english, String narrative) {
        this.id = UUID.randomUUID();
        this.reportId = report;
        this.code = code;
        this.position = position;
        this.vietnamese = vietnamese;
        this.english = english;
        this.narrative = narrative;
        this.version = 1;
    }

    public String code() {
        return code;
    }

    public String vietnamese() {
        return vietnamese;
    }

    public String english() {
        return english;
    }

    public String title(Locale locale) {
        return locale.getLanguage().equals("vi") ? vietnamese : english;
    }

    public String narrative() {
        return narrative;
    }

    /** Grows with each change, so that two windows do not undo each other. */
    public int version() {
        return version;
    }

    void says(String words) {
        this.narrative = words;
        this.version++;
    }
}
