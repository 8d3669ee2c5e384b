/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What people's files get wrong: each mistake is reported with its row, its column and what to do, in both languages. */
class MistakesTest {

    private static final Path REFERENCE = Path.of("../docs/reference/reference-data.md");
    private static final String SCHOOLS = "school,name,level,area,ownership,valid_from,valid_until,source\n";
    private static final String TARGETS = "code;version;title;starts_on;ends_on;target;source\n";
    private static final String COUNTS = "kind,school,value,as_of,source\n";

    /**
     * @param row and {@code column}: where it has to be reported
     * @param says what stands in the English sentence
     */
    record Mistake(Fault fault, String table, byte[] file, int row, String column, String says) {

        @Override
        public String toString() {
            return fault.code() + " in row " + row + " of " + table + ": " + says;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            // The file as a whole
            of(Fault.FILE_EMPTY, "schools", " \r\n", 0, "", "empty"),
            of(Fault.FILE_IS_A_WORKBOOK, "schools", "PK\u0003\u0004rest", 0, "", "Save as"),
            in(StandardCharsets.UTF_16, Fault.FILE_IS_UTF_16, "schools", SCHOOLS, 0, "CSV UTF-8"),
            in(
                    Charset.forName("windows-1252"),
                    Fault.FILE_NOT_UTF_8,
                    "schools",
                    SCHOOLS + "a,A,,,,2020-01-01,,q\nb,Trường é,,,,2020-01-01,,q\n",
                    3,
                    "not UTF-8"),
            of(Fault.FILE_WITHOUT_ROWS, "schools", SCHOOLS, 0, "", "nothing below"),
            of(Fault.FILE_TOO_LONG, "days-off", "day,title,source\n" + "x,y,z\n".repeat(50_001), 0, "", "50000"),
            // The heading
            of(Fault.HEADING_MISSING, "schools", "THCS A,Trường A,primary\n", 1, "", "school, name"),
            of(Fault.COLUMN_UNKNOWN, "days-off", "day,title,source,phone\n", 1, "", "“phone”"),
            of(Fault.COLUMN_WITHOUT_NAME, "days-off", "day,,title,source\n", 1, "", "Column 2"),
            of(Fault.COLUMN_MISSING, "days-off", "day,title\n", 1, "source", "“source” is missing"),
            of(Fault.COLUMN_TWICE, "days-off", "Ngày,title,day,source\n", 1, "day", "twice"),
            // Rows that are no rows
            of(
                    Fault.QUOTE_OPEN,
                    "days-off",
                    "day,title,source\n2025-09-02,\"Quốc khánh,q\n2026-01-01,Tết,q\n",
                    2,
                    "",
                    "never closed"),
            of(
                    Fault.QUOTE_STRAY,
                    "days-off",
                    "day,title,source\n2026-01-01,Tết,q\n2025-09-02,\"Lễ\"lớn,q\n",
                    3,
                    "",
                    "twice"),
            of(
                    Fault.ROW_TOO_SHORT,
                    "days-off",
                    "day,title,source\n2025-09-02,Quốc khánh\n",
                    2,
                    "",
                    "2 cells, the heading 3"),
            of(Fault.ROW_TOO_LONG, "days-off", "day,title,source\n2025-09-02,Lễ, nghỉ,q\n", 2, "", "4 cells"),
            // Cells
            of(Fault.CELL_EMPTY, "days-off", "day,title,source\n2025-09-02,Lễ,\u00A0\n", 2, "source", "empty"),
            of(
                    Fault.CELL_CONTROL_CHARACTER,
                    "days-off",
                    "day,title,source\n2025-09-02,L\u0007ễ,q\n",
                    2,
                    "title",
                    "invisible"),
            of(
                    Fault.CELL_LINE_BREAK,
                    "days-off",
                    "day,title,source\n2025-09-02,\"Lễ\nlớn\",q\n",
                    2,
                    "title",
                    "line break"),
            of(Fault.CELL_GARBLED, "days-off", "day,title,source\n2025-09-02,Quá»‘c khÃ¡nh,q\n", 2, "title", "broken"),
            of(
                    Fault.CELL_GARBLED,
                    "days-off",
                    "day,title,source\n2025-09-02,Qu\uFFFDc kh\uFFFDnh,q\n",
                    2,
                    "title",
                    "broken"),
            of(
                    Fault.CELL_TOO_LONG,
                    "days-off",
                    "day,title,source\n2025-09-02," + "a".repeat(501) + ",q\n",
                    2,
                    "title",
                    "501"),
            of(
                    Fault.CELL_SPREADSHEET_ERROR,
                    "denominators",
                    COUNTS + "teachers,A,#N/A,2025-09-05,q\n",
                    2,
                    "value",
                    "#N/A"),
            of(
                    Fault.CELL_SPREADSHEET_ERROR,
                    "denominators",
                    COUNTS + "teachers,A,12,########,q\n",
                    2,
                    "as_of",
                    "########"),
            of(
                    Fault.CELL_FORMULA,
                    "denominators",
                    COUNTS + "teachers,A,=SUM(C1:C3),2025-09-05,q\n",
                    2,
                    "value",
                    "=SUM"),
            of(Fault.CODE_MALFORMED, "denominators", COUNTS + "giáo viên,A,12,2025-09-05,q\n", 2, "kind", "giáo viên"),
            of(
                    Fault.CODE_UNKNOWN,
                    "schools",
                    SCHOOLS + "A,Trường A,primay,inner,public,2020-01-01,,q\n",
                    2,
                    "level",
                    "primary"),
            of(
                    Fault.CODE_UNKNOWN,
                    "schools",
                    SCHOOLS + "A,Trường A,THCS,ngoài thành,public,2020-01-01,,q\n",
                    2,
                    "area",
                    "inner (Nội thành), outer (Ngoại thành)"),
            of(
                    Fault.CODE_UNKNOWN,
                    "schools",
                    SCHOOLS + "A,Trường A,THCS,Nội thành,dân lập,2020-01-01,,q\n",
                    2,
                    "ownership",
                    "private (Ngoài công lập), public (Công lập)"),
            of(
                    Fault.CODE_UNKNOWN,
                    "codes",
                    "kind,code,vi,en,source\ncolour,red,Đỏ,Red,q\n",
                    2,
                    "kind",
                    "level, area, ownership"),
            // Days
            of(Fault.DATE_MALFORMED, "days-off", "day,title,source\nngày 2 tháng 9,Lễ,q\n", 2, "day", "day first"),
            of(Fault.DATE_MONTH_FIRST, "days-off", "day,title,source\n12/31/2025,Lễ,q\n", 2, "day", "31/12/2025"),
            of(Fault.DATE_SHORT_YEAR, "days-off", "day,title,source\n02/09/25,Lễ,q\n", 2, "day", "four digits"),
            of(
                    Fault.DATE_NOT_IN_THE_CALENDAR,
                    "days-off",
                    "day,title,source\n31/02/2026,Lễ,q\n",
                    2,
                    "day",
                    "31/02/2026"),
            of(Fault.DATE_OUT_OF_RANGE, "days-off", "day,title,source\n02/09/0205,Lễ,q\n", 2, "day", "205"),
            of(Fault.DATE_IS_A_SERIAL_NUMBER, "days-off", "day,title,source\n45902,Lễ,q\n", 2, "day", "Excel"),
            // Numbers
            of(
                    Fault.NUMBER_MALFORMED,
                    "denominators",
                    COUNTS + "teachers,A,mười hai,2025-09-05,q\n",
                    2,
                    "value",
                    "mười hai"),
            of(
                    Fault.NUMBER_NOT_WHOLE,
                    "denominators",
                    COUNTS + "teachers,A,\"12,5\",2025-09-05,q\n",
                    2,
                    "value",
                    "12,5"),
            of(
                    Fault.NUMBER_AMBIGUOUS,
                    "targets",
                    TARGETS + "t;1;Chỉ tiêu;2025-01-01;2025-12-31;1.250;q\n",
                    2,
                    "target",
                    "1250 or 1,2500"),
            of(
                    Fault.NUMBER_AMBIGUOUS,
                    "targets",
                    TARGETS.replace(';', ',') + "t,1,Chỉ tiêu,2025-01-01,2025-12-31,\"1,250\",q\n",
                    2,
                    "target",
                    "1250 or 1.2500"),
            of(
                    Fault.NUMBER_SCIENTIFIC,
                    "denominators",
                    COUNTS + "teachers,A,1.2E+05,2025-09-05,q\n",
                    2,
                    "value",
                    "1.2E+05"),
            of(
                    Fault.NUMBER_PERCENT,
                    "targets",
                    TARGETS + "t;1;Chỉ tiêu;2025-01-01;2025-12-31;5 %;q\n",
                    2,
                    "target",
                    "0.05"),
            of(Fault.NUMBER_OUT_OF_RANGE, "denominators", COUNTS + "teachers,A,-3,2025-09-05,q\n", 2, "value", "-3"),
            of(
                    Fault.NUMBER_OUT_OF_RANGE,
                    "cohorts",
                    "code,version,title,quota,source\nleaders,0,L,50,q\n",
                    2,
                    "version",
                    "0 has to lie between 1"),
            of(
                    Fault.YEAR_NAME_MALFORMED,
                    "school-years",
                    "name,starts_on,ends_on,source\n2025-2027,2025-09-05,2026-05-31,q\n",
                    2,
                    "name",
                    "2025-2027"),
            // Rows that contradict
            of(
                    Fault.ROW_TWICE,
                    "days-off",
                    "day,title,source\n2025-09-02,Lễ,q\n2026-01-01,Tết,q\n02/09/2025,Lễ,q\n",
                    4,
                    "",
                    "row 2 (2025-09-02)"),
            of(
                    Fault.PERIOD_REVERSED,
                    "schools",
                    SCHOOLS + "A,Trường A,,,,2025-07-01,01/07/2025,q\n",
                    2,
                    "valid_until",
                    "01/07/2025"),
            of(
                    Fault.PERIOD_REVERSED,
                    "phases",
                    "code,title,starts_on,ends_on,source\np,P,2025-01-01,2024-12-31,q\n",
                    2,
                    "ends_on",
                    "31/12/2024"),
            of(
                    Fault.PERIODS_OVERLAP,
                    "schools",
                    SCHOOLS + "A,Trường A,,,,2025-07-01,,q\nA,Trường A,,,,2020-01-01,,q\n",
                    2,
                    "valid_from",
                    "row 3"),
            of(
                    Fault.SCHOOL_UNKNOWN,
                    "denominators",
                    COUNTS + "teachers,Trường lạ,12,2025-09-05,q\n",
                    2,
                    "school",
                    "Trường lạ"),
            of(
                    Fault.SCHOOL_UNKNOWN,
                    "twin-pairs",
                    "code,one,other,valid_from,source\nhk-qo,A,Trường lạ,2024-09-05,q\n",
                    2,
                    "other",
                    "Trường lạ"),
            of(
                    Fault.TWIN_OF_ITSELF,
                    "twin-pairs",
                    "code,one,other,valid_from,source\nhk-qo,A,A,2024-09-05,q\n",
                    2,
                    "other",
                    "Name two schools"),
            of(
                    Fault.MODEL_UNKNOWN,
                    "school-models",
                    "school,model,version,phase,valid_from,source\nA,m9,2,thử,2024-09-01,q\n".replace("thử", "real"),
                    2,
                    "model",
                    "m9, version 2"),
            of(
                    Fault.PHASE_UNKNOWN,
                    "school-models",
                    "school,model,version,phase,valid_from,source\nA,m1,1,later,2024-09-01,q\n",
                    2,
                    "phase",
                    "later"),
            of(
                    Fault.SCHOOL_YEAR_UNKNOWN,
                    "terms",
                    "school_year,number,starts_on,ends_on,source\n2031-2032,1,2031-09-05,2032-01-15,q\n",
                    2,
                    "school_year",
                    "2031-2032"),
            of(
                    Fault.OUTSIDE_SCHOOL_YEAR,
                    "terms",
                    "school_year,number,starts_on,ends_on,source\n2025-2026,2,2026-01-19,2026-06-30,q\n",
                    2,
                    "ends_on",
                    "30/06/2026"),
            of(
                    Fault.WEEK_NOT_ON_MONDAY,
                    "weeks",
                    "school_year,number,starts_on,source\n2025-2026,1,2025-09-09,q\n",
                    2,
                    "starts_on",
                    "09/09/2025"),
            of(
                    Fault.WEEKS_AT_ONCE,
                    "weeks",
                    "school_year,number,starts_on,source\n2025-2026,1,2025-09-08,q\n2025-2026,2,8/9/2025,q\n",
                    3,
                    "starts_on",
                    "row 2"),
            of(
                    Fault.DAYS_REVERSED,
                    "cohorts",
                    "code,version,title,quota,least_days,most_days,source\nleaders,1,L,50,3,2,q\n",
                    2,
                    "most_days",
                    "At most 2"),
            of(
                    Fault.IRI_MALFORMED,
                    "verb-aliases",
                    "alias,verb,source\nsubmit,http://activitystrea.ms/submit,q\n",
                    2,
                    "alias",
                    "“submit”"),
            of(
                    Fault.ALIAS_OF_ITSELF,
                    "verb-aliases",
                    "alias,verb,source\nhttp://a.vn/v,http://a.vn/v,q\n",
                    2,
                    "alias",
                    "the same"),
            of(
                    Fault.ALIAS_CHAIN,
                    "verb-aliases",
                    "alias,verb,source\nhttp://a.vn/1,http://a.vn/old,q\n",
                    2,
                    "verb",
                    "http://a.vn/new"),
            of(
                    Fault.ROW_IN_USE,
                    "models",
                    "code,version,title,source\nm2,1,Mô hình 2,q\n",
                    0,
                    "",
                    "Schools that try models"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void eachMistakeIsReportedWithItsRow(Mistake mistake) {
        Plan plan = Plan.of(
                Table.named(mistake.table()).orElseThrow(),
                mistake.file(),
                mistake.fault() == Fault.ROW_IN_USE,
                new Known());

        assertThat(plan.problems()).anySatisfy(problem -> {
            assertThat(problem.fault()).isEqualTo(mistake.fault());
            assertThat(problem.row()).isEqualTo(mistake.row());
            assertThat(problem.column()).isEqualTo(mistake.column());
            assertThat(problem.message().en()).contains(mistake.says()).doesNotContain("{");
            assertThat(problem.message().vi()).isNotBlank().doesNotContain("{0}", "{1}", "{2}", "{3}");
        });
        // One mistake is told once, not by everything that follows from it.
        assertThat(plan.problems()).hasSize(1);
    }

    @Test
    void everyFaultHasItsMistakeAndThereAreMoreThanForty() {
        assertThat(MISTAKES).extracting(Mistake::fault).containsAll(Fault.all().toList());
        assertThat(MISTAKES).hasSizeGreaterThan(40);
    }

    @Test
    void everyMistakeInAFileIsReportedAtOnceInTheOrderOfRows() {
        String file = "day,title,source\n2025-09-02,Lễ,\n32/01/2026,,q\n2025-09-02,Lễ,q\n2025-09-02,Lễ lại,q\n";

        assertThat(plan("days-off", file).problems())
                .extracting(problem -> problem.row() + " " + problem.column() + " "
                        + problem.fault().code())
                .containsExactly(
                        "2 source cell-empty", "3 day date-not-in-the-calendar", "3 title cell-empty", "5  row-twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF-8 with its mark              | \uFEFFday,title,source%n2025-09-02,Lễ,q%n
            Windows' ends of lines           | day,title,source%r%n02/09/2025,Lễ,q%r%n
            old ends of lines                | day,title,source%r2025-09-02,Lễ,q%r
            Excel in Vietnamese              | Ngày;Tên gọi;Nguồn%r%n2/9/2025;Lễ;q%r%n
            Excel's own line                 | sep=;%r%nday;title;source%r%n2025-09-02;Lễ;q
            tabs                             | day%ttitle%tsource%n2025-09-02%tLễ%tq
            other order and capitals         | SOURCE,Day,TITLE%nq,2025-09-02,Lễ
            no line end, quotation marks     | "day","title","source"%n"2025-09-02","Lễ","q"
            rows and columns left empty      | day,title,source,,%n,,,,%n2025-09-02, Lễ ,q,,%n,,%n
            a time of day                    | day,title,source%n2025-09-02 00:00:00,Lễ,q
            """)
    void readsWhatSpreadsheetsSave(String way, String file) {
        Plan plan =
                plan("days-off", file.replace("%r", "\r").replace("%n", "\n").replace("%t", "\t"));

        assertThat(plan.problems()).as(way).isEmpty();
        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after().orElseThrow().values())
                        .isEqualTo(Map.of("day", "2025-09-02", "title", "Lễ", "source", "q")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "; | 0,05     | 0.05",
                "; | 0.05     | 0.05",
                "; | 1,250    | 1.25",
                "; | 1.234,5  | 1234.5",
                "; | 1.234.567| 1234567",
                ", | 0.050    | 0.05",
                ", | 1.250    | 1.25",
                ", | \"1,234.5\"  | 1234.5",
                ", | \"0,05\" | 0.05",
                ", | 7        | 7",
                ", | -0.0     | 0",
            })
    void readsNumbersAsTheyAreWrittenHereAndThere(char separator, String written, String number) {
        String row = "t;1;T;2025-01-01;2025-12-31;#;q".replace(';', separator).replace("#", written);

        Plan plan = plan("targets", TARGETS.replace(';', separator) + row);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().get(0).after().orElseThrow().get("target")).isEqualTo(number);
    }

    @Test
    void takesWordsOfAListByWhatTheyAreCalled() {
        Plan plan = plan("schools", SCHOOLS + "A,Trường A,tiểu học,NGOẠI THÀNH,Private,2020-01-01,,q\n");

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().get(0).after().orElseThrow().values())
                .containsEntry("level", "primary")
                .containsEntry("area", "outer")
                .containsEntry("ownership", "private");
    }

    @Test
    void takesTheTwoWaysToWriteAVietnameseLetterForOne() {
        String composed = "day,title,source\n2025-09-02,Lễ,q\n";

        assertThat(plan("days-off", Normalizer.normalize(composed, Normalizer.Form.NFD))
                        .digest())
                .isEqualTo(plan("days-off", composed).digest());
    }

    @Test
    void everyFaultAndEveryColumnIsInTheReference() throws IOException {
        String page = Files.readString(REFERENCE);

        assertThat(page.lines().filter(line -> line.startsWith("| `")).toList())
                .containsAll(Fault.all()
                        .map(fault -> "| `%s` | %s | %s |"
                                .formatted(
                                        fault.code(),
                                        fault.pattern().vi(),
                                        fault.pattern().en()))
                        .toList())
                .containsAll(Table.ALL.stream()
                        .flatMap(table -> table.columns().stream().map(MistakesTest::line))
                        .toList());
        assertThat(page)
                .contains(Table.ALL.stream()
                        .map(table -> "### `" + table.name() + "`")
                        .toList());
    }

    private static String line(Column column) {
        return "| `%s` | %s / %s | %s%s | %s |"
                .formatted(
                        column.name(),
                        column.title().vi(),
                        column.title().en(),
                        column.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        column.required() ? "" : ", may be empty",
                        column.explanation().en());
    }

    private static Plan plan(String table, String file) {
        return Plan.of(Table.named(table).orElseThrow(), file.getBytes(StandardCharsets.UTF_8), false, new Known());
    }

    private static Mistake of(Fault fault, String table, String file, int row, String column, String says) {
        return new Mistake(fault, table, file.getBytes(StandardCharsets.UTF_8), row, column, says);
    }

    private static Mistake in(Charset charset, Fault fault, String table, String file, int row, String says) {
        return new Mistake(fault, table, file.getBytes(charset), row, "", says);
    }

    /** A school, a model that it tries, and the calendar of a year. */
    private static final class Known implements Present {

        private final Map<String, List<Row>> rows = new HashMap<>();

        Known() {
            add("models", "code=m1", "version=1", "title=Mô hình 1", "source=q");
            add("phases", "code=real", "title=Thí điểm", "starts_on=2024-09-01", "source=q");
            add(
                    "school-models",
                    "school=A",
                    "model=m1",
                    "version=1",
                    "phase=real",
                    "valid_from=2024-09-01",
                    "source=q");
            add("verb-aliases", "alias=http://a.vn/old", "verb=http://a.vn/new", "source=q");
            add("school-years", "name=2025-2026", "starts_on=2025-09-05", "ends_on=2026-05-31", "source=q");
            for (String code : List.of(
                    "level primary Tiểu_học",
                    "level lower-secondary THCS",
                    "area inner Nội_thành",
                    "area outer Ngoại_thành",
                    "ownership public Công_lập",
                    "ownership private Ngoài_công_lập")) {
                String[] parts = code.replace('_', '\u0000').split(" ");
                add(
                        "codes",
                        "kind=" + parts[0],
                        "code=" + parts[1],
                        "vi=" + parts[2].replace('\u0000', ' '),
                        "en=" + parts[1],
                        "source=q");
            }
        }

        private void add(String table, String... values) {
            rows.computeIfAbsent(table, name -> new ArrayList<>())
                    .add(new Row(Stream.of(values)
                            .map(value -> value.split("=", 2))
                            .collect(Collectors.toMap(part -> part[0], part -> part[1], (a, b) -> a, TreeMap::new))));
        }

        @Override
        public List<Stored> rows(Table table) {
            return rows.getOrDefault(table.name(), List.of()).stream()
                    .map(row -> new Stored(row, Optional.empty()))
                    .toList();
        }

        @Override
        public boolean knowsSchool(String code) {
            return code.equals("A");
        }
    }
}
