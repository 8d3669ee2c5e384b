/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What somebody wants something with, as far as it decides who may. */
public sealed interface Thing {

    /** A project: the task of a class. */
    record Task(UUID course) implements Thing {}

    /**
     * A pupil's, or a team's, work in a project.
     *
     * @param pupils whose it is
     * @param handedIn at least once
     */
    record Work(UUID course, Set<UUID> pupils, boolean handedIn) implements Thing {

        public Work {
            pupils = Set.copyOf(pupils);
        }
    }

    /**
     * A file of a work.
     *
     * @param handedIn it is part of a locked copy, rather than of the pupil's draft alone
     */
    record Piece(Work work, boolean handedIn) implements Thing {}

    /**
     * A file with all the places that it is used at: whoever may see it at one of them may see it.
     *
     * @param uses empty for a file of something else, and for an id that is none
     */
    record File(List<Piece> uses) implements Thing {

        public File {
            uses = List.copyOf(uses);
        }
    }

    /** Nothing has this id. */
    record Nothing() implements Thing {}
}
