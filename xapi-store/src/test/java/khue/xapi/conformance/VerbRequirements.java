/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class VerbRequirements extends InBothEditions {

    @Test
    @Requirement("XAPI-00044")
    void aVerbHasAnId() {
        store().accepts(Sample.statement().without("/verb/display"));
        store().refuses(Sample.statement().without("/verb/id"));
        store().refuses(Sample.withSubStatement().without("/object/verb/id"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00045", "XAPI-00121"})
    @ValueSource(strings = {"'did'", "1", "{'vi':1}", "{'vi':{}}", "['did']", "{'a12345678':'x'}"})
    void aVerbsDisplayIsALanguageMap(String display) {
        refuses("/verb/display", display);
        store().refuses(Sample.withSubStatement().with("/object/verb/display", display));
    }
}
