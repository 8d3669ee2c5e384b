/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    @Test
    void sealsTheSameWorkWithTheSameValue() {
        assertThat(Submission.seal(1, "Em tưới cây.", List.of()))
                .isEqualTo(Submission.seal(1, "Em tưới cây.", List.of()))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void sealsAnotherAttemptOrOtherWordsWithAnotherValue() {
        String seal = Submission.seal(1, "Em tưới cây.", List.of());

        assertThat(Submission.seal(2, "Em tưới cây.", List.of())).isNotEqualTo(seal);
        assertThat(Submission.seal(1, "Em tưới cây", List.of())).isNotEqualTo(seal);
    }
}
