/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.ArrayList;
import java.util.List;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** What an LMS has for tools: the scopes of its services and the messages that it sends. */
final class Offer {
    private Offer() {}

    static List<String> scopes(Temperament temperament) {
        List<String> scopes = new ArrayList<>(Lti.GRADE_SCOPES);
        scopes.add(Lti.MEMBERS_SCOPE);
        if (temperament.has(Trait.COURSE_GROUPS)) {
            scopes.add(Lti.GROUPS_SCOPE);
        }
        if (temperament.has(Trait.COPY_NOTICES)) {
            scopes.add(Lti.NOTICE_HANDLERS_SCOPE);
        }
        return scopes;
    }

    static List<String> messages(Temperament temperament) {
        List<String> messages = new ArrayList<>(List.of(Lti.RESOURCE_LINK_REQUEST, Lti.DEEP_LINKING_REQUEST));
        if (temperament.has(Trait.SUBMISSION_REVIEWS)) {
            messages.add(Lti.SUBMISSION_REVIEW_REQUEST);
        }
        if (temperament.has(Trait.CONTEXT_LAUNCHES)) {
            messages.add(Lti.CONTEXT_LAUNCH_REQUEST);
        }
        return messages;
    }
}
