/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.util.Arrays;
import java.util.Set;
import khue.xapi.credentials.Scope;

/**
 * The three resources: what their documents belong to, and how their parameters are called.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#22-document-resources">Communication
 *     2.2</a>
 */
enum DocumentResource {
    STATE("/activities/state", "stateId", Scope.STATE, Set.of("activityId", "agent", "registration")),
    ACTIVITY_PROFILE("/activities/profile", "profileId", Scope.PROFILE, Set.of("activityId")),
    AGENT_PROFILE("/agents/profile", "profileId", Scope.PROFILE, Set.of("agent"));

    private final String path;
    private final String idParameter;
    private final Scope scope;
    private final Set<String> contextParameters;

    DocumentResource(String path, String idParameter, Scope scope, Set<String> contextParameters) {
        this.path = path;
        this.idParameter = idParameter;
        this.scope = scope;
        this.contextParameters = contextParameters;
    }

    static DocumentResource at(String path) {
        return Arrays.stream(values())
                .filter(resource -> resource.path.equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no documents at " + path));
    }

    String idParameter() {
        return idParameter;
    }

    /** What a key needs to write these documents, and to read them. */
    Scope scope() {
        return scope;
    }

    Set<String> contextParameters() {
        return contextParameters;
    }
}
