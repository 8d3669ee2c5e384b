/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import khue.tools.portfolio.review.Mark;
import org.junit.jupiter.api.Test;

class DraftTest {

    @Test
    void saysWhatTheTeacherSaidAndNothingElse() {
        Draft.Said garden = new Draft.Said(
                "Vườn rau",
                "Đạt",
                List.of(
                        new Mark(1, "Ghi chép", "", 3, 4, "Ghi chép đều mỗi tuần"),
                        new Mark(2, "Chăm chỉ", "", 4, 4, "Tự chăm cây và giúp bạn")),
                "Em làm tốt lắm!\nLần sau em đo chiều cao nhé");
        Draft.Said interview = new Draft.Said("Phỏng vấn", "Chưa đạt", List.of(), "");

        assertThat(Draft.of(List.of(garden, interview)))
                .isEqualTo("Vườn rau: Đạt. Ghi chép: Ghi chép đều mỗi tuần; Chăm chỉ: Tự chăm cây và giúp bạn."
                        + " Em làm tốt lắm! Lần sau em đo chiều cao nhé.\nPhỏng vấn: Chưa đạt.");
        assertThat(Draft.of(List.of())).isEmpty();
    }

    @Test
    void isNeverLongerThanWhatCanBeKept() {
        Draft.Said long1 = new Draft.Said("Vườn rau", "Đạt", List.of(), "x".repeat(5000));

        assertThat(Draft.of(List.of(long1))).hasSize(Draft.LONGEST).endsWith("…");
    }
}
