/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import static khue.tools.portfolio.access.WhyNot.ANOTHER_CLASS;
import static khue.tools.portfolio.access.WhyNot.ANOTHER_FAMILY;
import static khue.tools.portfolio.access.WhyNot.ANOTHER_PUPIL;
import static khue.tools.portfolio.access.WhyNot.NOT_ALL_AGREED;
import static khue.tools.portfolio.access.WhyNot.NOT_ALONE;
import static khue.tools.portfolio.access.WhyNot.NOT_FOR_THIS_ROLE;
import static khue.tools.portfolio.access.WhyNot.NOT_HANDED_IN;
import static khue.tools.portfolio.access.WhyNot.NOT_OPENED;
import static khue.tools.portfolio.access.WhyNot.NO_SUCH_THING;
import static khue.tools.portfolio.access.WhyNot.NO_VISIT;
import static khue.tools.portfolio.access.WhyNot.PEOPLE_NOT_SAID;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.web.Audience;

/** Who may do what: the only place that says it. Empty means yes; what no rule opens is closed. */
public final class Rules {

    private static final Optional<WhyNot> YES = Optional.empty();

    private Rules() {}

    public static Optional<WhyNot> whyNot(Viewer viewer, Action action, Thing thing) {
        if (thing instanceof Thing.Shown shown) {
            return shown(action, shown);
        }
        if (viewer.role() == Audience.ANYBODY) {
            return no(NO_VISIT);
        }
        if (thing instanceof Thing.Task task) {
            return task(viewer, action, task);
        }
        if (thing instanceof Thing.Work work) {
            return work(viewer, action, work);
        }
        if (thing instanceof Thing.Piece piece) {
            return piece(viewer, action, piece);
        }
        if (thing instanceof Thing.Voice voice) {
            return voice(viewer, action, voice);
        }
        if (thing instanceof Thing.Journal journal) {
            return journal(viewer, action, journal);
        }
        if (thing instanceof Thing.Moment moment) {
            return moment(viewer, action, moment);
        }
        if (thing instanceof Thing.File file) {
            return file(viewer, action, file);
        }
        return no(NO_SUCH_THING);
    }

    private static Optional<WhyNot> task(Viewer viewer, Action action, Thing.Task task) {
        boolean forThisRole = switch (action) {
            case SEE -> viewer.role() == Audience.TEACHER || viewer.role() == Audience.LEARNER;
            case LEAD -> viewer.role() == Audience.TEACHER;
            case WRITE, ANSWER, COMMENT, TAKE -> false;
        };
        return forThisRole ? inside(viewer, task) : no(NOT_FOR_THIS_ROLE);
    }

    private static Optional<WhyNot> inside(Viewer viewer, Thing.Task task) {
        return inside(viewer, task.course());
    }

    private static Optional<WhyNot> inside(Viewer viewer, UUID course) {
        return viewer.isIn(course) ? YES : no(ANOTHER_CLASS);
    }

    private static Optional<WhyNot> work(Viewer viewer, Action action, Thing.Work work) {
        return switch (viewer.role()) {
            case TEACHER ->
                action == Action.SEE || action == Action.ANSWER ? teachers(viewer, work) : no(NOT_FOR_THIS_ROLE);
            case LEARNER ->
                switch (action) {
                    case SEE -> pupils(viewer, work);
                    case WRITE -> own(viewer, work);
                    case COMMENT -> pupils(viewer, work).or(() -> handedIn(work));
                    // What a pupil made stays the pupil's, whichever class the pupil has come from since.
                    case TAKE -> viewer.is(work.pupil()) ? YES : no(ANOTHER_PUPIL);
                    default -> no(NOT_FOR_THIS_ROLE);
                };
            case GUARDIAN ->
                action == Action.SEE || action == Action.COMMENT ? familys(viewer, work) : no(NOT_FOR_THIS_ROLE);
            default -> no(NOT_FOR_THIS_ROLE);
        };
    }

    /** A teacher has the own class's works, from when they are handed in. */
    private static Optional<WhyNot> teachers(Viewer viewer, Thing.Work work) {
        if (!viewer.isIn(work.course())) {
            return no(ANOTHER_CLASS);
        }
        return handedIn(work);
    }

    private static Optional<WhyNot> handedIn(Thing.Work work) {
        return work.handedIn() ? YES : no(NOT_HANDED_IN);
    }

    /** A pupil looks at the own work and the team's, and at classmates' that a teacher has opened to the class. */
    private static Optional<WhyNot> pupils(Viewer viewer, Thing.Work work) {
        if (!viewer.isIn(work.course())) {
            return no(ANOTHER_CLASS);
        }
        return isOf(viewer, work) || work.openToClass() ? YES : no(ANOTHER_PUPIL);
    }

    /** Each member of a team has words and a hand of one's own. */
    private static Optional<WhyNot> own(Viewer viewer, Thing.Work work) {
        if (!viewer.isIn(work.course())) {
            return no(ANOTHER_CLASS);
        }
        return viewer.is(work.pupil()) ? YES : no(ANOTHER_PUPIL);
    }

    private static boolean isOf(Viewer viewer, Thing.Work work) {
        return viewer.is(work.pupil()) || work.team().stream().anyMatch(viewer::is);
    }

    /** A family has the own child's works, while they are accepted and a teacher has them open. */
    private static Optional<WhyNot> familys(Viewer viewer, Thing.Work work) {
        if (!viewer.children().contains(work.pupil())) {
            return no(ANOTHER_FAMILY);
        }
        return work.openToFamily() ? YES : no(NOT_OPENED);
    }

    private static Optional<WhyNot> piece(Viewer viewer, Action action, Thing.Piece piece) {
        if (action != Action.SEE) {
            return no(NOT_FOR_THIS_ROLE);
        }
        return work(viewer, action, piece.work()).or(() -> switch (viewer.role()) {
            case TEACHER -> piece.handedIn() ? YES : no(NOT_HANDED_IN);
            case GUARDIAN -> familysPiece(viewer, piece);
            case LEARNER -> piece.latest() || isOf(viewer, piece.work()) ? YES : no(ANOTHER_PUPIL);
            default -> YES;
        });
    }

    /** A family has what was handed in last, without pictures that may show a child whose family has not agreed. */
    private static Optional<WhyNot> familysPiece(Viewer viewer, Thing.Piece piece) {
        if (!piece.latest()) {
            return no(NOT_OPENED);
        }
        return faces(viewer.children(), piece.faces());
    }

    /** @param own the children for whom the viewer looks */
    private static Optional<WhyNot> faces(Set<UUID> own, Thing.Faces faces) {
        if (!faces.said()) {
            return no(PEOPLE_NOT_SAID);
        }
        return own.containsAll(faces.notAgreed()) ? YES : no(NOT_ALL_AGREED);
    }

    /**
     * Preschool: the class's teachers have what they recorded; a family has what is shared of the own child, says something about it and
     * takes it along; and so does the child itself, once it comes by an LMS.
     */
    private static Optional<WhyNot> journal(Viewer viewer, Action action, Thing.Journal journal) {
        return switch (viewer.role()) {
            case TEACHER -> action == Action.SEE ? inside(viewer, journal.course()) : no(NOT_FOR_THIS_ROLE);
            case GUARDIAN ->
                switch (action) {
                    case SEE, COMMENT, TAKE ->
                        viewer.children().contains(journal.child()) ? shared(journal.shared()) : no(ANOTHER_FAMILY);
                    default -> no(NOT_FOR_THIS_ROLE);
                };
            case LEARNER -> {
                if (action != Action.TAKE) {
                    yield no(NOT_FOR_THIS_ROLE);
                }
                yield viewer.is(journal.child()) ? shared(journal.shared()) : no(ANOTHER_PUPIL);
            }
            default -> no(NOT_FOR_THIS_ROLE);
        };
    }

    private static Optional<WhyNot> shared(boolean shared) {
        return shared ? YES : no(NOT_OPENED);
    }

    /** One picture of it, without those that show a child whose family has not agreed. */
    private static Optional<WhyNot> moment(Viewer viewer, Action action, Thing.Moment moment) {
        boolean takes = action == Action.TAKE;
        return switch (viewer.role()) {
            case TEACHER -> action == Action.SEE ? inside(viewer, moment.course()) : no(NOT_FOR_THIS_ROLE);
            case GUARDIAN ->
                takes || action == Action.SEE
                        ? shownMoment(moment, viewer.children(), ANOTHER_FAMILY)
                        : no(NOT_FOR_THIS_ROLE);
            case LEARNER ->
                takes
                        ? shownMoment(moment, viewer.person().map(Set::of).orElse(Set.of()), ANOTHER_PUPIL)
                        : no(NOT_FOR_THIS_ROLE);
            default -> no(NOT_FOR_THIS_ROLE);
        };
    }

    /** @param own the children for whom the viewer looks */
    private static Optional<WhyNot> shownMoment(Thing.Moment moment, Set<UUID> own, WhyNot others) {
        if (moment.children().stream().noneMatch(own::contains)) {
            return no(others);
        }
        return moment.shared() ? faces(own, moment.faces()) : no(NOT_OPENED);
    }

    /** Not for classmates, whatever the work is open to; a family hears what was said last. */
    private static Optional<WhyNot> voice(Viewer viewer, Action action, Thing.Voice voice) {
        if (action != Action.SEE) {
            return no(NOT_FOR_THIS_ROLE);
        }
        return work(viewer, action, voice.work()).or(() -> switch (viewer.role()) {
            case LEARNER -> isOf(viewer, voice.work()) ? YES : no(ANOTHER_PUPIL);
            case GUARDIAN -> voice.latest() ? YES : no(NOT_OPENED);
            default -> YES;
        });
    }

    private static Optional<WhyNot> file(Viewer viewer, Action action, Thing.File file) {
        List<Optional<WhyNot>> answers =
                file.uses().stream().map(use -> whyNot(viewer, action, use)).toList();
        if (answers.contains(YES)) {
            return YES;
        }
        return answers.stream().findFirst().orElse(no(NO_SUCH_THING));
    }

    /** A link is for whoever has it, as long as it is in force. */
    private static Optional<WhyNot> shown(Action action, Thing.Shown shown) {
        if (action != Action.SEE || !shown.inForce()) {
            return no(NO_SUCH_THING);
        }
        return shown.alone() ? YES : no(NOT_ALONE);
    }

    private static Optional<WhyNot> no(WhyNot why) {
        return Optional.of(why);
    }
}
