/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The roles of a person in a message or a membership, as the platform sent them. Only roles in the context count: that somebody
 * administers the platform or works at the institution says nothing about this course.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#role-vocabularies">LTI 1.3, A.2 Role vocabularies</a>
 */
public record Roles(List<String> uris) {

    private static final String CONTEXT = "http://purl.imsglobal.org/vocab/lis/v2/membership#";

    /** Those who may do in a course what its teacher does. A mentor is not among them: here a mentor is a parent. */
    private static final Set<String> TEACHING = Set.of("Instructor", "ContentDeveloper", "Administrator");

    public Roles {
        uris = List.copyOf(uris);
    }

    public static Roles of(Collection<String> uris) {
        return new Roles(List.copyOf(uris));
    }

    /**
     * Whether the person teaches in the context. A sub-role such as TeachingAssistant makes no teacher by itself: a platform that means
     * one sends the principal role beside it.
     */
    public boolean teaches() {
        return uris.stream().anyMatch(role -> TEACHING.stream().anyMatch(name -> isContextRole(role, name)));
    }

    /** Whether the person learns in the context. */
    public boolean learns() {
        return uris.stream().anyMatch(role -> isContextRole(role, "Learner"));
    }

    /** A context role by its URI, or by its simple name, which LTI 1.3 still allows for context roles (§A.2.3). */
    private static boolean isContextRole(String role, String name) {
        return role.equals(CONTEXT + name) || role.equals(name);
    }
}
