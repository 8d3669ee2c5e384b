/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What stands above and below a paper of a Vietnamese school: the parts that Decree 30/2020/NĐ-CP, appendix I, wants in this order. They are
 * Vietnamese whatever language a page speaks; what only the school knows is left to be filled in.
 */
record OfficialForm(String school, String course, LocalDate day) {

    static final String COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    static final String MOTTO = "Độc lập - Tự do - Hạnh phúc";
    static final String NUMBER = "Số: ……/……";
    static final String TITLE = "BẢNG TỔNG HỢP NHẬN XÉT";
    static final List<String> HEADS = List.of("STT", "Họ và tên");
    static final String COMMENT = "Nhận xét";
    static final List<String> SENT_TO = List.of("Nơi nhận:", "- ……………;", "- Lưu: hồ sơ lớp.");
    static final List<String> SIGNED = List.of("GIÁO VIÊN", "(Ký, ghi rõ họ tên)");

    private static final String UNKNOWN = "……………";
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    /** Who issues the paper, in capitals. */
    String issuer() {
        return school.isBlank() ? UNKNOWN : school.toUpperCase(VIETNAMESE);
    }

    /** The place is the school's to fill in: an installation serves many. */
    String placeAndDay() {
        return "%s, ngày %02d tháng %02d năm %d"
                .formatted(UNKNOWN, day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    }

    String about() {
        return course;
    }
}
