/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.reports.snapshot.CanonicalJson;
import khue.tools.reports.snapshot.ReportKind;
import khue.tools.reports.snapshot.Snapshot;

/** A report of a quarter with two figures, one of them unknown to the store, and what people wrote. */
public final class SnapshotOfTheTest {

    public static final UUID ID = UUID.fromString("6f0c2c1e-6a7b-4a51-9e9d-0d6d2b7b9a11");

    private SnapshotOfTheTest() {}

    /** F1 by level: primary schools with too few, which takes lower secondary along. */
    public static JsonNode answer() {
        return CanonicalJson.read("""
                {"id":"F1","version":2,"title":{"vi":"Tham gia hồ sơ dự án","en":"Portfolio participation"},"unit":"share",
                 "breakdowns":["level","none"],
                 "formula":{"vi":"Học sinh có ≥ 1 sản phẩm được chấp nhận / sĩ số.","en":"Pupils with ≥ 1 accepted work / enrolled.",
                            "sql":"select count(distinct pupil)\\n  from xapi.work"},
                 "from":"2026-07-01","until":"2026-09-30","zone":"Asia/Ho_Chi_Minh","by":"level","geography":"event",
                 "minimumGroup":10,"computedAt":"2026-10-02T01:00:00Z","factsThrough":"2026-10-02T00:59:58Z",
                 "total":{"key":null,"label":null,"numerator":250,"denominator":400,"value":0.625,"more":{},"suppressed":false,
                          "denominatorSource":{"source":"NRPS","asOf":"2026-09-20T00:00:00Z"}},
                 "rows":[
                   {"key":"primary","label":null,"numerator":null,"denominator":null,"value":null,"more":{},"suppressed":true,"denominatorSource":null},
                   {"key":"lower-secondary","label":null,"numerator":null,"denominator":null,"value":null,"more":{},"suppressed":true,"denominatorSource":null},
                   {"key":"upper-secondary","label":null,"numerator":120,"denominator":180,"value":0.6666666666666666,"more":{},"suppressed":false,
                    "denominatorSource":{"source":"NRPS","asOf":"2026-09-20T00:00:00Z"}}]}
                """);
    }

    public static Snapshot draft() {
        return new Snapshot(
                ID,
                ReportKind.QUARTER,
                LocalDate.of(2026, 7, 1),
                LocalDate.of(2026, 9, 30),
                Optional.empty(),
                new Snapshot.Head(
                        "UBND thành phố Hà Nội",
                        "Trường Đại học Thủ đô Hà Nội",
                        "12/BC-ĐHTĐHN",
                        "Hà Nội",
                        "- UBND thành phố Hà Nội;\n- Lưu: VT."),
                Instant.parse("2026-10-02T01:00:00Z"),
                List.of(
                        section(
                                "progress",
                                "Tiến độ",
                                "Progress",
                                "Chương trình đi đúng tiến độ.\nBa Đình và Thạch Thất đã thử nghiệm xong."),
                        section("implementation", "Tình hình thực hiện", "Implementation", ""),
                        section("results", "Kết quả", "Results", "=HYPERLINK(\"http://x\") \uD83C\uDF31"),
                        section("difficulties", "Khó khăn, tồn tại", "Difficulties", ""),
                        new Snapshot.Section(
                                "remedies",
                                "Khắc phục sự cố",
                                "Incidents and remedies",
                                "",
                                List.of(new Snapshot.Event(
                                        "INCIDENT",
                                        LocalDate.of(2026, 8, 3),
                                        "THCS Ngọc Hà",
                                        "Mất mạng hai ngày",
                                        "đã đổi đường truyền"))),
                        section("plan", "Kế hoạch triển khai", "Plan", "Mở rộng ra 25 trường.")),
                List.of(
                        new Snapshot.Figure(1, "progress", "I1", "level", "event", Optional.empty()),
                        new Snapshot.Figure(2, "implementation", "F1", "level", "event", Optional.of(answer()))),
                Optional.empty());
    }

    private static Snapshot.Section section(String code, String vietnamese, String english, String narrative) {
        return new Snapshot.Section(code, vietnamese, english, narrative, List.of());
    }

    public static Snapshot locked() {
        return draft().locked("lan", Instant.parse("2026-10-05T02:30:00Z"));
    }
}
