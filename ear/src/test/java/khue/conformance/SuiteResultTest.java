/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuiteResultTest {

    @Test
    void objectsToNothingWhenEveryTestPassed() throws Exception {
        SuiteResult result = SuiteResult.of("""
                {"summary":{"total":2,"passed":2,"failed":0},
                 "log":{"title":"","tests":[{"title":"Verbs","status":"passed","tests":[
                   {"title":"have an id","status":"passed","tests":[]},
                   {"title":"are IRIs","status":"passed","tests":[]}]}]}}""");

        assertThat(result).hasToString("2 passed, 0 failed");
        assertThat(result.objections(2)).isEmpty();
    }

    @Test
    void namesEachFailureWithItsTitlesAndReason() throws Exception {
        SuiteResult result = SuiteResult.of("""
                {"summary":{"total":2,"passed":1,"failed":1},
                 "log":{"title":"","tests":[{"title":"Verbs","status":"failed","tests":[
                   {"title":"have an id","status":"passed","tests":[]},
                   {"title":"are IRIs","status":"failed","error":"got 200","tests":[]}]}]}}""");

        assertThat(result.objections(2)).containsExactly("Verbs » are IRIs%n    got 200".formatted());
    }

    @Test
    void objectsToTestsThatNeverRanBelowASetUpThatFailed() throws Exception {
        SuiteResult result = SuiteResult.of("""
                {"summary":{"total":4,"passed":1,"failed":1},
                 "log":{"title":"","tests":[{"title":"Verbs","status":"failed","error":"set-up: got 500","tests":[
                   {"title":"have an id","status":"passed","tests":[]}]}]}}""");

        assertThat(result.objections(4)).containsExactly("Verbs%n    set-up: got 500".formatted(), "2 tests never ran");
    }

    @Test
    void objectsToAFailureThatIsCountedOnly() throws Exception {
        SuiteResult result =
                SuiteResult.of("{\"summary\":{\"total\":1,\"passed\":0,\"failed\":1},\"log\":{\"tests\":[]}}");

        assertThat(result.objections(1)).containsExactly("1 failures are counted, 0 are in the log");
    }

    @Test
    void objectsToAnotherNumberOfTestsThanExpected() throws Exception {
        SuiteResult result = SuiteResult.of("{\"summary\":{\"total\":1,\"passed\":1,\"failed\":0}}");

        assertThat(result.objections(1365)).singleElement().asString().startsWith("the suite holds 1 tests, not 1365");
    }
}
