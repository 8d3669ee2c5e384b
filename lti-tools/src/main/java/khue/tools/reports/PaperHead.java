/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Embeddable;
import khue.tools.reports.snapshot.Snapshot;

/** What stands above and below an official paper, as its writers fill it in. */
@Embeddable
public class PaperHead {

    private String superior;
    private String issuer;
    private String number;
    private String place;
    private String recipients;

    protected PaperHead() {}

    PaperHead(String superior, String issuer, String number, String place, String recipients) {
        this.superior = superior;
        this.issuer = issuer;
        this.number = number;
        this.place = place;
        this.recipients = recipients;
    }

    /** The body that the programme names, until somebody writes another: Decision 4906/QĐ-UBND of 8 December 2022. */
    static PaperHead usual() {
        return new PaperHead(
                "UBND thành phố Hà Nội",
                "Trường Đại học Thủ đô Hà Nội",
                "",
                "Hà Nội",
                "- UBND thành phố Hà Nội (để báo cáo);\n- Sở Giáo dục và Đào tạo Hà Nội;\n- Lưu: VT.");
    }

    /** The next report has the same, but for its number. */
    PaperHead forTheNext() {
        return new PaperHead(superior, issuer, "", place, recipients);
    }

    Snapshot.Head told() {
        return new Snapshot.Head(superior, issuer, number, place, recipients);
    }

    public String superior() {
        return superior;
    }

    public String issuer() {
        return issuer;
    }

    public String number() {
        return number;
    }

    public String place() {
        return place;
    }

    public String recipients() {
        return recipients;
    }
}
