/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ResultRequirements extends InBothEditions {

    @ParameterizedTest
    @Requirement({"XAPI-00074", "XAPI-00075", "XAPI-00076", "XAPI-00078", "XAPI-00079"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                success    | 'true'
                success    | 1
                completion | 'false'
                completion | {}
                response   | 1
                response   | {'text':'a'}
                extensions | 'x'
                extensions | ['x']
                score      | 1
                score      | 'good'
                score      | {'mean':1}
                score      | {'raw':'1'}
                score      | {'scaled':true}
                """)
    void aResultHasItsForm(String property, String value) {
        refuses("/result/" + property, value);
        store().refuses(Sample.withSubStatement().with("/object/result/" + property, value));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00080", "XAPI-00081", "XAPI-00082", "XAPI-00083"})
    @ValueSource(
            strings = {
                "'raw':0.5",
                "'raw':-1000000",
                "'min':0,'max':100,'raw':0",
                "'min':0,'max':100,'raw':100",
                "'min':-1.5,'max':-0.5,'raw':-1.0",
                "'max':10,'raw':1.123456789",
                "'scaled':1",
                "'scaled':-1.0",
                "'scaled':0.9999999"
            })
    void aScoreWithinItsBoundsIsTaken(String score) {
        accepts("/result/score", "{" + score + "}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00080", "XAPI-00081", "XAPI-00082", "XAPI-00083"})
    @ValueSource(
            strings = {
                "'min':10,'max':10",
                "'min':11,'max':10",
                "'min':0,'raw':-1",
                "'max':10,'raw':11",
                "'min':0,'max':100,'raw':100.0000001",
                "'scaled':1.0000001",
                "'scaled':-1.01",
                "'max':'10'",
                "'min':'0'"
            })
    void aScoreBeyondItsBoundsIsRefused(String score) {
        refuses("/result/score", "{" + score + "}");
        store().refuses(Sample.withSubStatement().with("/object/result/score", "{" + score + "}"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00077", "XAPI-00124"})
    @ValueSource(strings = {"PT0S", "P1Y2M3DT4H5M6S", "P1YT0.5S", "PT16559.14S", "P4W", "P1D", "PT1.125H"})
    void aDurationOfIso8601IsTaken(String duration) {
        accepts("/result/duration", "'" + duration + "'");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00077", "XAPI-00124"})
    @ValueSource(strings = {"'P'", "'PT'", "'P1DT'", "'1H'", "'PT1H2'", "'P4W1D'", "'PA1H'", "'P1S'", "3600", "'pt1h'"})
    void anotherDurationIsRefused(String duration) {
        refuses("/result/duration", duration);
        store().refuses(Sample.withSubStatement().with("/object/result/duration", duration));
    }

    @Test
    @Requirement("XAPI-00077")
    void aLongPrecisionOfADurationIsNoFault() {
        accepts("/result/duration", "'P1DT12H36M0.12567S'");
    }
}
