/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.web.Audience;

/**
 * Who wants something.
 *
 * @param role as what
 * @param person empty for an account, and for nobody
 * @param course the class visited from; empty for a guardian, too
 * @param children whose guardian this is, by a teacher's word
 */
public record Viewer(Audience role, Optional<UUID> person, Optional<UUID> course, Set<UUID> children) {

    public static final Viewer NOBODY = new Viewer(Audience.ANYBODY, Optional.empty(), Optional.empty(), Set.of());

    public Viewer {
        children = Set.copyOf(children);
    }

    boolean is(UUID somebody) {
        return person.filter(somebody::equals).isPresent();
    }

    boolean isIn(UUID someCourse) {
        return course.filter(someCourse::equals).isPresent();
    }
}
