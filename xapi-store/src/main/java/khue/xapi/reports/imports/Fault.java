/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import khue.xapi.http.Message;

/**
 * What can be wrong with a file. The sentences say what to do; <code>{0}</code>, <code>{1}</code> … stand for what was found. Each is in
 * docs/reference/reference-data.md.
 */
enum Fault {
    FILE_EMPTY(
            "Tệp trống. Hãy chọn tệp có dòng tiêu đề và ít nhất một dòng dữ liệu.",
            "The file is empty. Choose one with a heading and at least one row."),
    FILE_IS_A_WORKBOOK(
            "Đây là tệp Excel, không phải CSV. Trong Excel hãy chọn Lưu thành → CSV UTF-8.",
            "This is an Excel workbook, not CSV. In Excel choose Save as → CSV UTF-8."),
    FILE_IS_UTF_16(
            "Tệp ở dạng “Unicode Text” (UTF-16). Hãy lưu lại thành CSV UTF-8.",
            "The file is “Unicode text” (UTF-16). Save it again as CSV UTF-8."),
    FILE_NOT_UTF_8(
            "Có ký tự không thuộc UTF-8, bắt đầu từ dòng này. Hãy lưu lại thành CSV UTF-8.",
            "From this row on there are characters that are not UTF-8. Save the file again as CSV UTF-8."),
    FILE_WITHOUT_ROWS(
            "Chỉ có dòng tiêu đề. Hãy thêm dữ liệu bên dưới.",
            "There is a heading and nothing below it. Add the rows."),
    FILE_TOO_LONG("Tệp có hơn {0} dòng. Hãy chia thành nhiều tệp.", "The file has more than {0} rows. Divide it."),
    HEADING_MISSING(
            "Dòng đầu không có tên cột nào được biết. Dòng đầu phải là: {0}.",
            "The first row names no known column. It has to be: {0}."),
    COLUMN_UNKNOWN(
            "Không có cột “{0}”. Hãy đổi tên hoặc xoá cột này; các cột được biết: {1}.",
            "There is no column “{0}”. Rename or delete it; known columns: {1}."),
    COLUMN_WITHOUT_NAME(
            "Cột thứ {0} không có tên. Hãy đặt tên hoặc xoá cột này.", "Column {0} has no name. Name or delete it."),
    COLUMN_MISSING("Thiếu cột “{0}”. Hãy thêm cột này.", "The column “{0}” is missing. Add it."),
    COLUMN_TWICE(
            "Cột “{0}” xuất hiện hai lần. Hãy xoá một cột.", "The column “{0}” is there twice. Delete one of them."),
    QUOTE_OPEN(
            "Dấu ngoặc kép mở ở dòng này không được đóng. Hãy thêm dấu \" ở cuối ô, hoặc xoá dấu mở.",
            "A quotation mark that opens in this row is never closed. Add one at the end of the cell, or delete it."),
    QUOTE_STRAY(
            "Sau dấu ngoặc kép đóng còn chữ. Hãy viết dấu ngoặc kép trong ô thành hai dấu (\"\").",
            "Something follows a closing quotation mark. Write a quotation mark within a cell twice (\"\")."),
    ROW_TOO_SHORT(
            "Dòng có {0} ô, tiêu đề có {1}. Hãy thêm các ô còn thiếu.",
            "The row has {0} cells, the heading {1}. Add what is missing."),
    ROW_TOO_LONG(
            "Dòng có {0} ô, tiêu đề chỉ có {1}. Hãy đặt ô có dấu phân cách trong ngoặc kép.",
            "The row has {0} cells, the heading only {1}. Put a cell that holds a separator between quotation marks."),
    CELL_EMPTY("Ô này không được để trống. Hãy điền giá trị.", "This cell must not be empty. Fill it in."),
    CELL_CONTROL_CHARACTER(
            "Ô có ký tự điều khiển không nhìn thấy được. Hãy gõ lại nội dung.",
            "The cell holds an invisible control character. Type it again."),
    CELL_LINE_BREAK(
            "Ô có dấu xuống dòng. Hãy viết trên một dòng.", "The cell holds a line break. Write it on one line."),
    CELL_GARBLED(
            "Chữ tiếng Việt bị hỏng (“{0}”). Hãy mở tệp gốc và lưu lại thành CSV UTF-8.",
            "Vietnamese letters are broken (“{0}”). Open the original and save it as CSV UTF-8."),
    CELL_TOO_LONG(
            "Dài {0} ký tự; nhiều nhất là {1}. Hãy viết ngắn lại.", "It has {0} characters; {1} at most. Shorten it."),
    CELL_SPREADSHEET_ERROR(
            "Bảng tính đã ghi lỗi {0} thay cho giá trị. Hãy sửa công thức rồi lưu lại.",
            "The spreadsheet wrote its error {0} in place of a value. Mend the formula and save again."),
    CELL_FORMULA(
            "Ô chứa công thức “{0}”. Hãy dán giá trị thay cho công thức.",
            "The cell holds the formula “{0}”. Paste its value instead."),
    CODE_MALFORMED(
            "“{0}” không dùng làm mã được. Mã gồm chữ không dấu, số, dấu chấm và gạch nối.",
            "“{0}” cannot be a code. Codes are made of letters a–z, digits, points and hyphens."),
    CODE_UNKNOWN(
            "Không có “{0}” trong danh mục. Hãy dùng một trong: {1}; hoặc thêm mã mới vào danh mục trước.",
            "“{0}” is not in the list. Use one of {1}, or add the new code to the list first."),
    DATE_MALFORMED(
            "“{0}” không phải là ngày. Hãy viết như 05/09/2025 hoặc 2025-09-05.",
            "“{0}” is no date. Write it as 05/09/2025 (day first) or 2025-09-05."),
    DATE_MONTH_FIRST(
            "“{0}”: không có tháng {1}. Hãy viết ngày trước, tháng sau: {2}.",
            "“{0}”: there is no month {1}. Write the day first: {2}."),
    DATE_SHORT_YEAR("“{0}”: hãy viết năm bằng bốn chữ số.", "“{0}”: write the year in four digits."),
    DATE_NOT_IN_THE_CALENDAR("Không có ngày {0} trong lịch. Hãy kiểm tra lại.", "There is no day {0}. Check it."),
    DATE_OUT_OF_RANGE(
            "Năm {0} ngoài khoảng 1900–2100. Hãy kiểm tra lại.", "The year {0} is outside 1900–2100. Check it."),
    DATE_IS_A_SERIAL_NUMBER(
            "“{0}” là số thứ tự ngày của Excel. Hãy định dạng ô thành Ngày rồi lưu lại.",
            "“{0}” is Excel’s number of a day. Format the cell as a date and save again."),
    NUMBER_MALFORMED("“{0}” không phải là số. Hãy chỉ viết chữ số.", "“{0}” is no number. Write digits only."),
    NUMBER_NOT_WHOLE("“{0}” không phải là số nguyên.", "“{0}” is not a whole number."),
    NUMBER_AMBIGUOUS(
            "“{0}” có thể hiểu theo hai cách. Hãy viết {1} hoặc {2}.",
            "“{0}” can be read in two ways. Write {1} or {2}."),
    NUMBER_SCIENTIFIC(
            "“{0}”: Excel đã rút gọn số. Hãy định dạng ô thành Số rồi lưu lại.",
            "“{0}”: Excel has shortened the number. Format the cell as a number and save again."),
    NUMBER_PERCENT(
            "“{0}”: hãy viết tỉ lệ dưới dạng số, ví dụ 0,05 thay cho 5 %.",
            "“{0}”: write a share as a number, 0.05 and not 5 %."),
    NUMBER_OUT_OF_RANGE("{0} phải nằm trong khoảng {1} đến {2}.", "{0} has to lie between {1} and {2}."),
    YEAR_NAME_MALFORMED(
            "“{0}” không phải tên năm học. Hãy viết như 2025-2026.",
            "“{0}” is not the name of a school year. Write it as 2025-2026."),
    ROW_TWICE(
            "Dòng này trùng với dòng {0} ({1}). Hãy xoá một dòng.",
            "This is the same as row {0} ({1}). Delete one of them."),
    PERIOD_REVERSED(
            "Kết thúc {1} không sau ngày bắt đầu {0}. Hãy kiểm tra hai ngày.",
            "It ends on {1}, which is not after its beginning on {0}. Check both days."),
    PERIODS_OVERLAP(
            "Trùng thời gian với dòng {0}: một trường chỉ ở một nơi vào một lúc. Hãy điền ngày kết thúc của dòng trước.",
            "It overlaps row {0}: a school is in one place at a time. Say when the earlier row ended."),
    SCHOOL_UNKNOWN(
            "Chưa biết trường “{0}”. Hãy nhập trường này vào bảng trường trước.",
            "The school “{0}” is not known. Import it among the schools first."),
    MODEL_UNKNOWN(
            "Chưa biết mô hình {0}, phiên bản {1}. Hãy nhập vào bảng mô hình trước.",
            "Model {0}, version {1} is not known. Import it among the models first."),
    PHASE_UNKNOWN(
            "Chưa biết giai đoạn “{0}”. Hãy nhập vào bảng giai đoạn trước.",
            "The phase “{0}” is not known. Import it among the phases first."),
    SCHOOL_YEAR_UNKNOWN(
            "Chưa biết năm học “{0}”. Hãy nhập vào bảng năm học trước.",
            "The school year “{0}” is not known. Import it among the school years first."),
    OUTSIDE_SCHOOL_YEAR(
            "{0} nằm ngoài năm học {1} ({2} – {3}). Hãy kiểm tra lại.",
            "{0} is outside the school year {1} ({2} – {3}). Check it."),
    WEEK_NOT_ON_MONDAY(
            "{0} không phải là thứ Hai. Tuần học bắt đầu từ thứ Hai.", "{0} is no Monday. Weeks begin on Mondays."),
    WEEKS_AT_ONCE(
            "Tuần ở dòng {0} cũng bắt đầu ngày này. Hãy xoá một tuần.",
            "The week of row {0} begins on the same day. Delete one."),
    DAYS_REVERSED(
            "Nhiều nhất {1} ngày mà ít nhất {0} ngày. Hãy đổi lại.", "At most {1} days but at least {0}. Check both."),
    TWIN_OF_ITSELF(
            "“{0}” không kết nghĩa với chính mình. Hãy ghi hai trường khác nhau.",
            "“{0}” is no twin of itself. Name two schools."),
    IRI_MALFORMED(
            "“{0}” không phải là IRI. Hãy viết đầy đủ, ví dụ http://activitystrea.ms/submit",
            "“{0}” is no IRI. Write all of it, such as http://activitystrea.ms/submit"),
    ALIAS_OF_ITSELF(
            "Hai tên giống nhau. Hãy ghi tên khác ở cột đầu, tên đã biết ở cột sau.",
            "Both names are the same. Put the other name first and the known one behind it."),
    ALIAS_CHAIN(
            "“{0}” đã là tên khác của “{1}”. Hãy nối thẳng tới tên cuối cùng.",
            "“{0}” is itself another name of “{1}”. Name the last one at once."),
    ROW_IN_USE(
            "{0} sẽ bị bỏ nhưng bảng “{1}” còn dùng. Hãy giữ dòng này, hoặc sửa bảng kia trước.",
            "{0} would go, but “{1}” still uses it. Keep the row, or change the other table first.");

    private final Message message;

    Fault(String vi, String en) {
        this.message = new Message(vi, en);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Message said(Object... found) {
        return new Message(filled(message.vi(), found, Message::vi), filled(message.en(), found, Message::en));
    }

    /** The sentence as it stands in the reference. */
    Message pattern() {
        return message;
    }

    static Stream<Fault> all() {
        return Arrays.stream(values());
    }

    private static String filled(String pattern, Object[] found, Function<Message, String> language) {
        String text = pattern;
        for (int i = 0; i < found.length; i++) {
            String part = found[i] instanceof Message words ? language.apply(words) : String.valueOf(found[i]);
            text = text.replace("{" + i + "}", part);
        }
        return text;
    }
}
