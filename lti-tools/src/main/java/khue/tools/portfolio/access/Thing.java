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
     * A pupil's work in a project.
     *
     * @param pupil whose it is
     * @param team who does the project together with the pupil, the pupil too or not; empty where the pupil works alone
     * @param handedIn at least once
     * @param openToFamily accepted, and a teacher has opened it
     * @param openToClass likewise
     */
    record Work(UUID course, UUID pupil, Set<UUID> team, boolean handedIn, boolean openToFamily, boolean openToClass)
            implements Thing {

        public Work {
            team = Set.copyOf(team);
        }
    }

    /**
     * A file of a work.
     *
     * @param handedIn it is part of a locked copy, rather than of the pupil's draft alone
     * @param latest it is part of what was handed in last
     */
    record Piece(Work work, boolean handedIn, boolean latest, Faces faces) implements Thing {}

    /**
     * What a teacher spoke to a work: between the teacher, the pupil and, when the work is opened to it, the family.
     *
     * @param latest nothing was answered since
     */
    record Voice(Work work, boolean latest) implements Thing {}

    /**
     * All that a preschool teacher recorded of one child in a project.
     *
     * @param shared some of it is open to the child's family
     */
    record Journal(UUID course, UUID child, boolean shared) implements Thing {}

    /**
     * A picture that a preschool teacher took.
     *
     * @param children who is in it
     * @param shared a teacher has opened it to their families
     */
    record Moment(UUID course, Set<UUID> children, boolean shared, Faces faces) implements Thing {

        public Moment {
            children = Set.copyOf(children);
        }
    }

    /**
     * Who may be recognised in a picture or a video.
     *
     * @param said whether anybody has said
     * @param notAgreed those in it for whom not everybody who must agree has agreed that other families see it
     */
    record Faces(boolean said, Set<UUID> notAgreed) {

        /** Of a document, and of a picture without people. */
        static final Faces NONE = new Faces(true, Set.of());

        public Faces {
            notAgreed = Set.copyOf(notAgreed);
        }
    }

    /**
     * A file with all the places that it is used at: whoever may see it at one of them may see it.
     *
     * @param uses pieces of works, voices and pictures of moments; empty for a file of something else, and for an id that is none
     */
    record File(List<Thing> uses) implements Thing {

        public File {
            uses = List.copyOf(uses);
        }
    }

    /**
     * What a link of a showcase leads to, the page or a picture of it: for whoever has the link.
     *
     * @param inForce agreed, approved, not ended, not expired, of a work that is accepted
     * @param alone somebody has said who is in it, and that is nobody but the pupil; so is a page
     */
    record Shown(boolean inForce, boolean alone) implements Thing {}

    /** Nothing has this id. */
    record Nothing() implements Thing {}
}
