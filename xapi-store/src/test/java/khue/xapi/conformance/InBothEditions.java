/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import khue.xapi.model.XapiVersion;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run twice: as a client of 1.0.3, and as one of 2.0. */
@ParameterizedClass(name = "xAPI {0}")
@EnumSource
abstract class InBothEditions {

    @Parameter
    XapiVersion version;

    /** The store, in the edition of this round. */
    Store store() {
        return new Store(version);
    }

    /** Stores the full statement with one change. */
    void accepts(String place, String value) {
        store().accepts(Sample.statement().with(place, value));
    }

    /** Has the full statement with one change refused. */
    void refuses(String place, String value) {
        store().refuses(Sample.statement().with(place, value));
    }
}
