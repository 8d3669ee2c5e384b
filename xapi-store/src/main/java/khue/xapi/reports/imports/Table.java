/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import khue.xapi.http.Message;
import khue.xapi.reports.imports.Column.Kind;

/**
 * A table of reference data, and so the format of its file.
 *
 * @param name in addresses, and of files
 * @param relation its name in the schema {@code xapi}
 * @param key the columns by which rows are told apart
 * @param topic the columns that name what rows are about: a file says everything there is about what it names
 * @param uses what rows refer to
 */
record Table(
        String name,
        String relation,
        Message title,
        List<String> key,
        List<String> topic,
        List<Column> columns,
        List<Use> uses) {

    /**
     * That rows refer to rows of another table.
     *
     * @param from columns here
     * @param to those there
     * @param fixed a column there, and what stands in it; both empty when there is none
     */
    record Use(List<String> from, String table, List<String> to, String fixed, String word) {

        static Use of(String table, List<String> from, List<String> to) {
            return new Use(from, table, to, "", "");
        }

        static Use ofWord(String column) {
            return new Use(List.of(column), "codes", List.of("code"), "kind", column);
        }
    }

    static final List<Table> ALL = List.of(
            new Table(
                    "schools",
                    "school_history",
                    new Message("Trường", "Schools"),
                    List.of("school", "valid_from"),
                    List.of("school"),
                    List.of(
                            Column.of(
                                    Kind.SCHOOL,
                                    "school",
                                    "Mã trường",
                                    "School code",
                                    "như trong dữ liệu học tập",
                                    "as statements and class lists name it"),
                            Column.of(Kind.TEXT, "name", "Tên trường", "Name", "tên đầy đủ", "in full"),
                            Column.of(
                                            Kind.WORD,
                                            "level",
                                            "Cấp học",
                                            "Level",
                                            "để trống khi trường có nhiều cấp",
                                            "empty where a school has several")
                                    .optional(),
                            Column.of(
                                            Kind.TEXT,
                                            "legacy_district",
                                            "Quận, huyện cũ",
                                            "Former district",
                                            "đến hết 30/6/2025",
                                            "until 30 June 2025")
                                    .optional(),
                            Column.of(
                                            Kind.TEXT,
                                            "legacy_ward",
                                            "Phường, xã cũ",
                                            "Former ward",
                                            "đến hết 30/6/2025",
                                            "until 30 June 2025")
                                    .optional(),
                            Column.of(
                                            Kind.TEXT,
                                            "unit",
                                            "Phường, xã",
                                            "Ward or commune",
                                            "từ 01/7/2025",
                                            "since 1 July 2025")
                                    .optional(),
                            Column.of(
                                            Kind.WORD,
                                            "area",
                                            "Khu vực",
                                            "Area",
                                            "nội thành hoặc ngoại thành",
                                            "inner or outer city")
                                    .optional(),
                            Column.of(
                                            Kind.WORD,
                                            "ownership",
                                            "Loại trường",
                                            "Ownership",
                                            "công lập hoặc ngoài công lập",
                                            "public or private")
                                    .optional(),
                            Column.of(
                                            Kind.TEXT,
                                            "cluster",
                                            "Cụm trường",
                                            "Cluster",
                                            "cụm thi đua",
                                            "as schools are grouped")
                                    .optional(),
                            Column.of(
                                    Kind.DAY,
                                    "valid_from",
                                    "Từ ngày",
                                    "From",
                                    "ngày đầu tiên đúng như vậy",
                                    "the first day on which it was so"),
                            Column.of(
                                            Kind.DAY,
                                            "valid_until",
                                            "Đến trước ngày",
                                            "Until before",
                                            "ngày đầu tiên không còn như vậy; để trống nếu còn",
                                            "the first day on which it was so no more; empty while it is")
                                    .optional(),
                            source()),
                    List.of(Use.ofWord("level"), Use.ofWord("area"), Use.ofWord("ownership"))),
            new Table(
                    "models",
                    "model",
                    new Message("Mô hình", "Models"),
                    List.of("code", "version"),
                    List.of("code", "version"),
                    List.of(
                            code(),
                            version(),
                            titled(),
                            Column.of(
                                            Kind.WORD,
                                            "level",
                                            "Cấp học",
                                            "Level",
                                            "để trống nếu cho mọi cấp",
                                            "empty: for every level")
                                    .optional(),
                            Column.of(
                                            Kind.WORD,
                                            "area",
                                            "Khu vực",
                                            "Area",
                                            "để trống nếu cho mọi khu vực",
                                            "empty: for every area")
                                    .optional(),
                            Column.of(
                                            Kind.WORD,
                                            "ownership",
                                            "Loại trường",
                                            "Ownership",
                                            "để trống nếu cho mọi loại",
                                            "empty: for every kind")
                                    .optional(),
                            source()),
                    List.of(Use.ofWord("level"), Use.ofWord("area"), Use.ofWord("ownership"))),
            new Table(
                    "phases",
                    "pilot_phase",
                    new Message("Giai đoạn thí điểm", "Pilot phases"),
                    List.of("code"),
                    List.of("code"),
                    List.of(
                            code(),
                            titled(),
                            Column.of(Kind.DAY, "starts_on", "Từ ngày", "From", "ngày đầu tiên", "the first day"),
                            Column.of(
                                            Kind.DAY,
                                            "ends_on",
                                            "Đến hết ngày",
                                            "Until",
                                            "ngày cuối cùng; để trống nếu chưa rõ",
                                            "the last day; empty while open")
                                    .optional(),
                            source()),
                    List.of()),
            new Table(
                    "school-models",
                    "school_model",
                    new Message("Trường thí điểm", "Schools that try models"),
                    List.of("school", "model", "version", "phase"),
                    List.of("school", "model", "version", "phase"),
                    List.of(
                            Column.of(
                                    Kind.SCHOOL,
                                    "school",
                                    "Mã trường",
                                    "School code",
                                    "một trường đã biết",
                                    "of a known school"),
                            Column.of(Kind.CODE, "model", "Mã mô hình", "Model", "từ bảng mô hình", "from the models"),
                            version(),
                            Column.of(
                                    Kind.CODE,
                                    "phase",
                                    "Mã giai đoạn",
                                    "Phase",
                                    "từ bảng giai đoạn",
                                    "from the phases"),
                            Column.of(Kind.DAY, "valid_from", "Từ ngày", "From", "ngày đầu tiên", "the first day"),
                            Column.of(
                                            Kind.DAY,
                                            "valid_until",
                                            "Đến trước ngày",
                                            "Until before",
                                            "ngày đầu tiên không còn thí điểm",
                                            "the first day on which it is tried no more")
                                    .optional(),
                            source()),
                    List.of(
                            Use.of("models", List.of("model", "version"), List.of("code", "version")),
                            Use.of("phases", List.of("phase"), List.of("code")))),
            new Table(
                    "twin-pairs",
                    "twin_pair",
                    new Message("Cặp trường kết nghĩa", "Twin schools"),
                    List.of("code"),
                    List.of("code"),
                    List.of(
                            code(),
                            Column.of(
                                    Kind.SCHOOL, "one", "Trường", "One school", "một trường đã biết", "a known school"),
                            Column.of(
                                    Kind.SCHOOL,
                                    "other",
                                    "Trường kết nghĩa",
                                    "Other school",
                                    "một trường khác đã biết",
                                    "another known school"),
                            Column.of(Kind.DAY, "valid_from", "Từ ngày", "From", "ngày đầu tiên", "the first day"),
                            Column.of(
                                            Kind.DAY,
                                            "valid_until",
                                            "Đến trước ngày",
                                            "Until before",
                                            "ngày đầu tiên không còn kết nghĩa",
                                            "the first day on which they are twins no more")
                                    .optional(),
                            source()),
                    List.of()),
            new Table(
                    "targets",
                    "target",
                    new Message("Chỉ tiêu", "Targets"),
                    List.of("code", "version"),
                    List.of("code", "version"),
                    List.of(
                            code(),
                            version(),
                            titled(),
                            Column.of(
                                            Kind.CODE,
                                            "indicator",
                                            "Chỉ số",
                                            "Indicator",
                                            "mã chỉ số đo chỉ tiêu này",
                                            "the indicator that measures it")
                                    .optional(),
                            Column.of(Kind.DAY, "starts_on", "Từ ngày", "From", "ngày đầu tiên", "the first day"),
                            Column.of(Kind.DAY, "ends_on", "Đến hết ngày", "Until", "ngày cuối cùng", "the last day"),
                            Column.of(
                                            Kind.DECIMAL,
                                            "baseline",
                                            "Mức ban đầu",
                                            "Baseline",
                                            "trước khi bắt đầu",
                                            "before it began")
                                    .optional()
                                    .between(-1_000_000_000, 1_000_000_000),
                            Column.of(
                                            Kind.DECIMAL,
                                            "target",
                                            "Mức cần đạt",
                                            "Target",
                                            "tỉ lệ viết dưới dạng số: 0,05",
                                            "a share as a number: 0.05")
                                    .between(-1_000_000_000, 1_000_000_000),
                            source()),
                    List.of()),
            new Table(
                    "cohorts",
                    "cohort",
                    new Message("Khóa bồi dưỡng", "Cohorts"),
                    List.of("code", "version"),
                    List.of("code", "version"),
                    List.of(
                            code(),
                            version(),
                            titled(),
                            Column.of(
                                            Kind.WHOLE,
                                            "quota",
                                            "Số người",
                                            "Quota",
                                            "số người theo kế hoạch",
                                            "how many people are planned")
                                    .between(1, 1_000_000),
                            Column.of(
                                            Kind.WHOLE,
                                            "least_days",
                                            "Ít nhất (ngày)",
                                            "Least days",
                                            "số ngày ít nhất",
                                            "at least this many days")
                                    .optional()
                                    .between(0, 366),
                            Column.of(
                                            Kind.WHOLE,
                                            "most_days",
                                            "Nhiều nhất (ngày)",
                                            "Most days",
                                            "số ngày nhiều nhất",
                                            "at most this many days")
                                    .optional()
                                    .between(0, 366),
                            source()),
                    List.of()),
            new Table(
                    "denominators",
                    "denominator",
                    new Message("Mẫu số", "Denominators"),
                    List.of("kind", "school", "as_of", "source"),
                    List.of("kind", "school", "as_of", "source"),
                    List.of(
                            Column.of(
                                    Kind.CODE,
                                    "kind",
                                    "Đếm gì",
                                    "What is counted",
                                    "ví dụ teachers, core-teachers",
                                    "such as teachers, core-teachers"),
                            Column.of(
                                            Kind.SCHOOL,
                                            "school",
                                            "Mã trường",
                                            "School code",
                                            "để trống nếu cho toàn chương trình",
                                            "empty: of the whole programme")
                                    .optional(),
                            Column.of(Kind.WHOLE, "value", "Số lượng", "Number", "bao nhiêu", "how many")
                                    .between(0, 100_000_000),
                            Column.of(
                                    Kind.DAY,
                                    "as_of",
                                    "Tại ngày",
                                    "As of",
                                    "ngày của số liệu",
                                    "the day of the figure"),
                            source()),
                    List.of()),
            new Table(
                    "school-years",
                    "school_year",
                    new Message("Năm học", "School years"),
                    List.of("name"),
                    List.of("name"),
                    List.of(
                            Column.of(
                                    Kind.SCHOOL_YEAR,
                                    "name",
                                    "Năm học",
                                    "School year",
                                    "như 2025-2026",
                                    "as 2025-2026"),
                            Column.of(Kind.DAY, "starts_on", "Từ ngày", "From", "ngày khai giảng", "its first day"),
                            Column.of(Kind.DAY, "ends_on", "Đến hết ngày", "Until", "ngày kết thúc", "its last day"),
                            source()),
                    List.of()),
            new Table(
                    "terms",
                    "school_term",
                    new Message("Học kỳ", "Terms"),
                    List.of("school_year", "number"),
                    List.of("school_year"),
                    List.of(
                            schoolYear(),
                            Column.of(Kind.WHOLE, "number", "Học kỳ", "Term", "1 hoặc 2", "1 or 2")
                                    .between(1, 4),
                            Column.of(Kind.DAY, "starts_on", "Từ ngày", "From", "ngày đầu tiên", "the first day"),
                            Column.of(Kind.DAY, "ends_on", "Đến hết ngày", "Until", "ngày cuối cùng", "the last day"),
                            source()),
                    List.of(ofSchoolYear())),
            new Table(
                    "weeks",
                    "school_week",
                    new Message("Tuần học", "Weeks"),
                    List.of("school_year", "number"),
                    List.of("school_year"),
                    List.of(
                            schoolYear(),
                            Column.of(Kind.WHOLE, "number", "Tuần", "Week", "từ 1 đến 35", "from 1 to 35")
                                    .between(1, 53),
                            Column.of(Kind.DAY, "starts_on", "Từ ngày", "From", "một ngày thứ Hai", "a Monday"),
                            source()),
                    List.of(ofSchoolYear())),
            new Table(
                    "days-off",
                    "day_off",
                    new Message("Ngày nghỉ", "Days off"),
                    List.of("day"),
                    List.of("day"),
                    List.of(Column.of(Kind.DAY, "day", "Ngày", "Day", "ngày nghỉ", "the day"), titled(), source()),
                    List.of()),
            new Table(
                    "verb-aliases",
                    "verb_alias",
                    new Message("Tên khác của động từ", "Other names of verbs"),
                    List.of("alias"),
                    List.of("alias"),
                    List.of(
                            Column.of(
                                    Kind.IRI,
                                    "alias",
                                    "Tên khác",
                                    "Other name",
                                    "IRI như hệ thống kia gửi",
                                    "the IRI as another system sends it"),
                            Column.of(
                                    Kind.IRI,
                                    "verb",
                                    "Động từ",
                                    "Verb",
                                    "IRI mà các chỉ số đọc",
                                    "the IRI that figures read"),
                            source()),
                    List.of()),
            new Table(
                    "actor-aliases",
                    "actor_alias",
                    new Message("Tên khác của người", "Other names of people"),
                    List.of("home_page", "account"),
                    List.of("home_page", "account"),
                    List.of(
                            Column.of(
                                    Kind.IRI,
                                    "home_page",
                                    "Hệ thống",
                                    "System",
                                    "homePage của tài khoản kia",
                                    "the home page of the other account"),
                            Column.of(
                                    Kind.TEXT,
                                    "account",
                                    "Tài khoản",
                                    "Account",
                                    "mã tài khoản ở hệ thống đó",
                                    "its name there"),
                            Column.of(
                                    Kind.IRI,
                                    "known_home_page",
                                    "Hệ thống đã biết",
                                    "Known system",
                                    "nơi cấp bí danh",
                                    "where the pseudonym is from"),
                            Column.of(
                                    Kind.TEXT,
                                    "known_account",
                                    "Bí danh",
                                    "Pseudonym",
                                    "người đã biết",
                                    "of the known person"),
                            source()),
                    List.of()),
            new Table(
                    "codes",
                    "code",
                    new Message("Danh mục", "Lists of codes"),
                    List.of("kind", "code"),
                    List.of("kind", "code"),
                    List.of(
                            Column.of(
                                    Kind.CODE,
                                    "kind",
                                    "Danh mục",
                                    "List",
                                    "level, area, ownership, component hoặc role",
                                    "level, area, ownership, component or role"),
                            code(),
                            Column.of(Kind.TEXT, "vi", "Tiếng Việt", "Vietnamese", "tên gọi", "what it is called"),
                            Column.of(Kind.TEXT, "en", "Tiếng Anh", "English", "tên gọi", "what it is called"),
                            source()),
                    List.of()));

    static Optional<Table> named(String name) {
        return ALL.stream().filter(table -> table.name.equals(name)).findFirst();
    }

    Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow();
    }

    boolean has(String columnName) {
        return columns.stream().anyMatch(column -> column.name().equals(columnName));
    }

    /** What tells a row from all others, as people read it. */
    String keyOf(Row row) {
        return key.stream().map(row::find).flatMap(Optional::stream).collect(Collectors.joining(" · "));
    }

    /** What a row is about; equal for rows that a file replaces together. */
    List<String> topicOf(Row row) {
        return topic.stream().map(column -> row.find(column).orElse("")).toList();
    }

    String heading() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Every row, each with the import that wrote it. */
    String selecting() {
        return columns.stream().map(Column::selected).collect(Collectors.joining(", ", "select ", ", own.import"))
                + " from xapi." + relation + " own";
    }

    /** How many rows there are, without reading what is in them. */
    String counting() {
        return "select count(*) from (" + selecting() + ") as one where "
                + columns.stream()
                        .filter(Column::required)
                        .map(column -> column.name() + " is not null")
                        .collect(Collectors.joining(" and "));
    }

    /** Every table of the database that an import may write to, its own first. */
    List<String> written() {
        return name.equals("schools") ? List.of("xapi." + relation, "xapi.school") : List.of("xapi." + relation);
    }

    /** So that the planner knows of what a large file has brought. */
    String analyzing() {
        return "analyze xapi." + relation;
    }

    String inserting() {
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        names.add("import");
        return "insert into xapi.%s (%s) values (%s, ?)"
                .formatted(
                        relation,
                        String.join(", ", names),
                        columns.stream().map(Column::inserted).collect(Collectors.joining(", ")));
    }

    String deleting() {
        return "delete from xapi." + relation + " where "
                + key.stream()
                        .map(this::column)
                        .map(column -> column.name() + " is not distinct from " + column.inserted())
                        .collect(Collectors.joining(" and "));
    }

    private static Column source() {
        return Column.of(
                Kind.TEXT, "source", "Nguồn", "Source", "văn bản hoặc nơi cung cấp", "the document, or who said so");
    }

    private static Column code() {
        return Column.of(Kind.CODE, "code", "Mã", "Code", "mã ngắn, không đổi", "short, and never changed");
    }

    private static Column titled() {
        return Column.of(Kind.TEXT, "title", "Tên gọi", "Title", "như người đọc sẽ thấy", "as people read it");
    }

    private static Column version() {
        return Column.of(Kind.WHOLE, "version", "Phiên bản", "Version", "từ 1 trở đi", "from 1 on")
                .between(1, 32_000);
    }

    private static Column schoolYear() {
        return Column.of(
                Kind.SCHOOL_YEAR, "school_year", "Năm học", "School year", "từ bảng năm học", "from the school years");
    }

    private static Use ofSchoolYear() {
        return Use.of("school-years", List.of("school_year"), List.of("name"));
    }
}
