/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;

/**
 * Who wants something.
 *
 * @param role as what
 * @param person empty for an account, and for nobody
 * @param course the class visited from; likewise
 */
public record Viewer(Audience role, Optional<UUID> person, Optional<UUID> course) {

    public static final Viewer NOBODY = new Viewer(Audience.ANYBODY, Optional.empty(), Optional.empty());

    static Viewer of(Optional<Visitor> visitor) {
        return visitor.map(known -> new Viewer(known.audience(), known.person(), known.course()))
                .orElse(NOBODY);
    }

    boolean is(UUID somebody) {
        return person.filter(somebody::equals).isPresent();
    }

    boolean isIn(UUID someCourse) {
        return course.filter(someCourse::equals).isPresent();
    }
}
