/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.UUID;
import khue.xapi.model.Fingerprint;

/** An agent or activity that a row refers to and whose number has yet to be looked up. */
record Term(UUID fingerprint) {

    static Term of(String iri) {
        return new Term(Fingerprint.of(iri));
    }
}
