/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.web.Audience;

/** access.tsv: what must come of each viewer, thing and action, written by hand and not by the rules. */
final class AccessTable {

    /** @param expected {@code yes}, or the words of a {@link WhyNot} */
    record Row(String thing, Action action, String viewer, String expected) {}

    static final String YES = "yes";
    static final String TEAM_MATE = "a pupil of the same team";
    static final String GUARDIAN = "a guardian of the pupil";
    static final String UNCONFIRMED = "somebody with a sheet whom no teacher has confirmed";
    static final String LET_GO = "a guardian whom a teacher has let go";
    static final String TEAM_GUARDIAN = "a guardian of a pupil of the same team";
    static final String OTHER_GUARDIAN = "a guardian of another pupil";

    private AccessTable() {}

    static List<Row> rows() {
        try (InputStream list = AccessTable.class.getResourceAsStream("access.tsv")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(cells[0], Action.valueOf(cells[1]), cells[2], cells[3]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String outcome(Viewer viewer, Action action, Thing thing) {
        return Rules.whyNot(viewer, action, thing).map(WhyNot::words).orElse(YES);
    }

    /**
     * Whose ids the viewers of the table have.
     *
     * @param children of each guardian by name, as the tables say
     */
    record School(
            UUID course,
            UUID otherClass,
            UUID otherSchool,
            UUID otherLms,
            UUID pupil,
            UUID teamMate,
            UUID classmate,
            Map<String, Set<UUID>> children) {

        Viewer viewer(String name) {
            return switch (name) {
                case "the pupil whose work it is" -> from(Audience.LEARNER, pupil, course);
                case TEAM_MATE -> from(Audience.LEARNER, teamMate, course);
                case "another pupil of the class" -> from(Audience.LEARNER, classmate, course);
                case "a teacher of the class" -> from(Audience.TEACHER, UUID.randomUUID(), course);
                case "an observer of the class" -> from(Audience.OBSERVER, UUID.randomUUID(), course);
                case "the same pupil, come from another class" -> from(Audience.LEARNER, pupil, otherClass);
                case "a pupil of another class" -> from(Audience.LEARNER, UUID.randomUUID(), otherClass);
                case "a teacher of another class" -> from(Audience.TEACHER, UUID.randomUUID(), otherClass);
                case "a pupil of another school" -> from(Audience.LEARNER, UUID.randomUUID(), otherSchool);
                case "a teacher of another school" -> from(Audience.TEACHER, UUID.randomUUID(), otherSchool);
                case "a pupil of another LMS" -> from(Audience.LEARNER, UUID.randomUUID(), otherLms);
                case "a teacher of another LMS" -> from(Audience.TEACHER, UUID.randomUUID(), otherLms);
                case GUARDIAN, UNCONFIRMED, LET_GO, TEAM_GUARDIAN, OTHER_GUARDIAN ->
                    new Viewer(Audience.GUARDIAN, Optional.of(UUID.randomUUID()), Optional.empty(), children.get(name));
                case "an administrator" -> account(Audience.ADMINISTRATOR);
                case "a reader" -> account(Audience.READER);
                case "an evaluator" -> account(Audience.EVALUATOR);
                case "nobody signed in" -> Viewer.NOBODY;
                default -> throw new IllegalArgumentException(name);
            };
        }

        Set<UUID> team() {
            return Set.of(pupil, teamMate);
        }

        private static Viewer from(Audience role, UUID person, UUID course) {
            return new Viewer(role, Optional.of(person), Optional.of(course), Set.of());
        }

        private static Viewer account(Audience role) {
            return new Viewer(role, Optional.empty(), Optional.empty(), Set.of());
        }
    }
}
