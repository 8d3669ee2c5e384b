/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;

/** What is known about activities and verbs. */
public interface Definitions {

    /**
     * The merged definitions of those subjects that have one: an Activity's {@code definition}, a Verb's {@code
     * display} as the one property. Holds what every acknowledged statement said.
     */
    Map<Subject, ObjectNode> find(Collection<Subject> subjects);
}
