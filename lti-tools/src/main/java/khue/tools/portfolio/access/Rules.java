/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import static khue.tools.portfolio.access.WhyNot.ANOTHER_CLASS;
import static khue.tools.portfolio.access.WhyNot.ANOTHER_PUPIL;
import static khue.tools.portfolio.access.WhyNot.NOT_FOR_THIS_ROLE;
import static khue.tools.portfolio.access.WhyNot.NOT_HANDED_IN;
import static khue.tools.portfolio.access.WhyNot.NO_SUCH_THING;
import static khue.tools.portfolio.access.WhyNot.NO_VISIT;

import java.util.List;
import java.util.Optional;
import khue.tools.web.Audience;

/** Who may do what: the only place that says it. Empty means yes; what no rule opens is closed. */
public final class Rules {

    private static final Optional<WhyNot> YES = Optional.empty();

    private Rules() {}

    public static Optional<WhyNot> whyNot(Viewer viewer, Action action, Thing thing) {
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
        if (thing instanceof Thing.File file) {
            return file(viewer, action, file);
        }
        return no(NO_SUCH_THING);
    }

    private static Optional<WhyNot> task(Viewer viewer, Action action, Thing.Task task) {
        boolean forThisRole = switch (action) {
            case SEE -> isTeacher(viewer) || isPupil(viewer);
            case LEAD -> isTeacher(viewer);
            case WRITE, ANSWER -> false;
        };
        return forThisRole ? inside(viewer, task) : no(NOT_FOR_THIS_ROLE);
    }

    private static Optional<WhyNot> inside(Viewer viewer, Thing.Task task) {
        return viewer.isIn(task.course()) ? YES : no(ANOTHER_CLASS);
    }

    private static Optional<WhyNot> work(Viewer viewer, Action action, Thing.Work work) {
        return switch (action) {
            case SEE -> isTeacher(viewer) ? teachersWork(viewer, work) : pupilsWork(viewer, work);
            case WRITE -> pupilsWork(viewer, work);
            case ANSWER -> isTeacher(viewer) ? teachersWork(viewer, work) : no(NOT_FOR_THIS_ROLE);
            case LEAD -> no(NOT_FOR_THIS_ROLE);
        };
    }

    /** A teacher has the own class's works, from when they are handed in. */
    private static Optional<WhyNot> teachersWork(Viewer viewer, Thing.Work work) {
        if (!viewer.isIn(work.course())) {
            return no(ANOTHER_CLASS);
        }
        return work.handedIn() ? YES : no(NOT_HANDED_IN);
    }

    /** A pupil has the own work and the own team's. */
    private static Optional<WhyNot> pupilsWork(Viewer viewer, Thing.Work work) {
        if (!isPupil(viewer)) {
            return no(NOT_FOR_THIS_ROLE);
        }
        if (!viewer.isIn(work.course())) {
            return no(ANOTHER_CLASS);
        }
        return work.pupils().stream().anyMatch(viewer::is) ? YES : no(ANOTHER_PUPIL);
    }

    private static Optional<WhyNot> piece(Viewer viewer, Action action, Thing.Piece piece) {
        if (action != Action.SEE) {
            return no(NOT_FOR_THIS_ROLE);
        }
        return work(viewer, action, piece.work())
                .or(() -> isTeacher(viewer) && !piece.handedIn() ? no(NOT_HANDED_IN) : YES);
    }

    private static Optional<WhyNot> file(Viewer viewer, Action action, Thing.File file) {
        List<Optional<WhyNot>> answers =
                file.uses().stream().map(use -> piece(viewer, action, use)).toList();
        if (answers.contains(YES)) {
            return YES;
        }
        return answers.stream().findFirst().orElse(no(NO_SUCH_THING));
    }

    private static boolean isTeacher(Viewer viewer) {
        return viewer.role() == Audience.TEACHER;
    }

    private static boolean isPupil(Viewer viewer) {
        return viewer.role() == Audience.LEARNER;
    }

    private static Optional<WhyNot> no(WhyNot why) {
        return Optional.of(why);
    }
}
