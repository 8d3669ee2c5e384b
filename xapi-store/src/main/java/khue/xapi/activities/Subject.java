/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import java.util.UUID;
import khue.xapi.model.Fingerprint;

/** What a definition is about: an Activity, or a Verb with its display. */
public record Subject(Kind kind, String iri) {

    public enum Kind {
        ACTIVITY,
        VERB
    }

    public static Subject activity(String iri) {
        return new Subject(Kind.ACTIVITY, iri);
    }

    public static Subject verb(String iri) {
        return new Subject(Kind.VERB, iri);
    }

    /** The term that stands for the IRI; one that is a verb and an activity has one term. */
    public UUID fingerprint() {
        return Fingerprint.of(iri);
    }
}
