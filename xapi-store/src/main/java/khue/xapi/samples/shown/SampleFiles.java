/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import khue.xapi.samples.PilotSchool;
import khue.xapi.samples.SampleSchools;

/** What is known of sample schools beside their statements, as files that are imported like any other. */
final class SampleFiles {

    static final String SOURCE = "Dữ liệu mẫu, không có thật";

    private static final String PHASE = "mau-thi-diem";
    private static final LocalDate OF_OLD = LocalDate.of(2019, 8, 1);
    private static final LocalDate END_OF_DISTRICTS = LocalDate.of(2025, 7, 1);

    private static final List<String> MODELS = List.of(
            "Góc chơi sáng tạo cùng gia đình",
            "Vườn trường học tập",
            "Trường học gắn với bảo tàng, di tích",
            "Câu lạc bộ khoa học học sinh",
            "Làng nghề trong lớp học",
            "Dự án học tập với cộng đồng",
            "Hướng nghiệp cùng doanh nghiệp");

    private static final int WEEKS = 37;

    private final SampleSchools former;
    private final SampleSchools present;
    private final LocalDate today;
    private final Set<String> knownYears;

    /** @param knownYears school years whose calendar is there already */
    SampleFiles(SampleSchools former, SampleSchools present, LocalDate today, Set<String> knownYears) {
        this.former = former;
        this.present = present;
        this.today = today;
        this.knownYears = knownYears;
    }

    /** By the names of their tables, in the order in which they can be imported. */
    Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("schools", schools());
        files.put("models", models());
        files.put(
                "phases",
                file(
                        "code,title,starts_on,ends_on",
                        List.of(List.of(PHASE, "Thí điểm (mẫu)", text(former.firstDay()), ""))));
        files.put("school-models", schoolModels());
        files.put("twin-pairs", twinPairs());
        files.put("targets", targets());
        files.put("denominators", denominators());
        List<SampleSchools> unknown = List.of(former, present).stream()
                .filter(year -> !knownYears.contains(year.schoolYear()))
                .toList();
        if (!unknown.isEmpty()) {
            files.put(
                    "school-years",
                    file(
                            "name,starts_on,ends_on",
                            unknown.stream()
                                    .map(year ->
                                            List.of(year.schoolYear(), text(year.firstDay()), text(year.lastDay())))
                                    .toList()));
            files.put("terms", file("school_year,number,starts_on,ends_on", rows(unknown, SampleFiles::terms)));
            files.put("weeks", file("school_year,number,starts_on", rows(unknown, SampleFiles::weeks)));
        }
        return files;
    }

    private static byte[] schools() {
        List<List<String>> rows = new ArrayList<>();
        for (PilotSchool school : PilotSchool.all()) {
            rows.add(List.of(
                    school.code(),
                    school.name(),
                    school.level(),
                    school.legacyDistrict(),
                    school.legacyWard(),
                    "",
                    school.area(),
                    school.ownership(),
                    school.cluster(),
                    text(OF_OLD),
                    text(END_OF_DISTRICTS)));
            rows.add(List.of(
                    school.code(),
                    school.name(),
                    school.level(),
                    "",
                    "",
                    school.unit(),
                    school.area(),
                    school.ownership(),
                    school.cluster(),
                    text(END_OF_DISTRICTS),
                    ""));
        }
        return file(
                "school,name,level,legacy_district,legacy_ward,unit,area,ownership,cluster,valid_from,valid_until",
                rows);
    }

    private static byte[] models() {
        List<List<String>> rows = new ArrayList<>();
        for (String title : MODELS) {
            rows.add(List.of("mau-" + (rows.size() + 1), "1", title + " (mẫu)"));
        }
        return file("code,version,title", rows);
    }

    private byte[] schoolModels() {
        return file(
                "school,model,version,phase,valid_from",
                PilotSchool.all().stream()
                        .filter(school -> !school.model().isEmpty())
                        .map(school -> List.of(school.code(), school.model(), "1", PHASE, text(former.firstDay())))
                        .toList());
    }

    private byte[] twinPairs() {
        return file(
                "code,one,other,valid_from",
                former.twins().stream()
                        .map(pair -> List.of("mau-" + pair.code(), pair.one(), pair.other(), text(pair.from())))
                        .toList());
    }

    /** What the programme wants, for days that are not over. */
    private byte[] targets() {
        String from = text(former.firstDay());
        String until = text(present.lastDay());
        return file(
                "code,version,title,indicator,starts_on,ends_on,target",
                List.of(
                        List.of("models", "2", "Ít nhất 7 mô hình thí điểm (mẫu)", "I2", from, until, "7"),
                        List.of("schools", "2", "Thí điểm tại 25 trường (mẫu)", "I1", from, until, "25"),
                        List.of(
                                "core-teachers",
                                "2",
                                "5 % giáo viên cốt cán được bồi dưỡng (mẫu)",
                                "I3",
                                from,
                                until,
                                "0.05")));
    }

    private byte[] denominators() {
        List<List<String>> rows = new ArrayList<>();
        for (SampleSchools year : List.of(former, present)) {
            year.denominators().stream()
                    .filter(known -> !known.asOf().isAfter(today))
                    .map(known -> List.of(
                            known.kind(),
                            known.school().orElse(""),
                            Integer.toString(known.value()),
                            text(known.asOf())))
                    .forEach(rows::add);
        }
        return file("kind,school,value,as_of", rows);
    }

    private static List<List<String>> terms(SampleSchools year) {
        LocalDate second = year.firstDay()
                .plusYears(1)
                .withMonth(1)
                .withDayOfMonth(15)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return List.of(
                List.of(year.schoolYear(), "1", text(year.firstDay()), text(second.minusDays(1))),
                List.of(year.schoolYear(), "2", text(second), text(year.lastDay())));
    }

    /** Weeks of teaching, without the two of Tết, which is about the beginning of February. */
    private static List<List<String>> weeks(SampleSchools year) {
        LocalDate first = year.firstDay().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        LocalDate tet =
                LocalDate.of(year.lastDay().getYear(), 2, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        List<List<String>> weeks = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            LocalDate monday = first.plusWeeks(week);
            boolean isTeaching = !monday.equals(tet) && !monday.equals(tet.plusWeeks(1));
            if (isTeaching && !monday.isAfter(year.lastDay())) {
                weeks.add(List.of(year.schoolYear(), Integer.toString(weeks.size() + 1), text(monday)));
            }
        }
        return weeks;
    }

    private interface OfAYear {
        List<List<String>> rows(SampleSchools year);
    }

    private static List<List<String>> rows(List<SampleSchools> years, OfAYear part) {
        return years.stream().flatMap(year -> part.rows(year).stream()).toList();
    }

    private static String text(LocalDate day) {
        return day.toString();
    }

    /** Each row with its source behind it. */
    private static byte[] file(String heading, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        text.append(heading).append(",source\n");
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(row);
            cells.add(SOURCE);
            csv.writeRecord(cells);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
