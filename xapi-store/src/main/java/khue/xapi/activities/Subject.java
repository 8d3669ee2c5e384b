/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import java.util.UUID;
import khue.xapi.model.Fingerprint;

/**
 * What a definition is about: an Activity, or a Verb with its display.
 *
 * @param fingerprint the term that stands for the IRI; one that is a verb and an activity has one term
 */
public record Subject(Kind kind, UUID fingerprint) {

    public enum Kind {
        ACTIVITY,
        VERB
    }

    /** As a record compares, without its method handles: a list of statements asks this some hundred times. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Subject subject && kind == subject.kind && fingerprint.equals(subject.fingerprint);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + fingerprint.hashCode();
    }

    public static Subject activity(String iri) {
        return new Subject(Kind.ACTIVITY, Fingerprint.of(iri));
    }

    public static Subject verb(String iri) {
        return new Subject(Kind.VERB, Fingerprint.of(iri));
    }
}
