/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import khue.tools.web.Audience;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Role × step: the rules say what requests.tsv says, which docs/reference/access.md shows. */
class RequestRulesTest {

    @TestFactory
    Stream<DynamicTest> theRulesSayWhatTheTableSays() {
        return RequestAccess.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.role() + ", " + row.step() + (row.onPaper() ? ", on paper" : ""),
                        () -> assertThat(RequestRules.may(row.role(), row.step(), row.onPaper()))
                                .isEqualTo(row.yes())));
    }

    @Test
    void theTableLeavesNothingOut() {
        assertThat(RequestAccess.rows())
                .hasSize(Audience.values().length * RequestRules.Step.values().length * 2)
                .doesNotHaveDuplicates();
    }
}
