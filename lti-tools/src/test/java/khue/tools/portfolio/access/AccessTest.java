/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.portfolio.access.AccessTable.Row;
import khue.tools.subjects.RequestAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Role × object × action: the rules say what access.tsv says, and docs/reference/access.md shows it. With {@code -Daccess.page=write} the
 * page is written anew.
 */
class AccessTest {

    private static final Path PAGE = Path.of("../docs/reference/access.md");

    private static final UUID PUPIL = UUID.randomUUID();
    private static final UUID TEAM_MATE = UUID.randomUUID();
    private static final UUID CLASSMATE = UUID.randomUUID();

    private static final AccessTable.School SCHOOL = new AccessTable.School(
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            PUPIL,
            TEAM_MATE,
            CLASSMATE,
            Map.of(
                    AccessTable.GUARDIAN, Set.of(PUPIL),
                    AccessTable.UNCONFIRMED, Set.of(),
                    AccessTable.LET_GO, Set.of(),
                    AccessTable.TEAM_GUARDIAN, Set.of(TEAM_MATE),
                    AccessTable.OTHER_GUARDIAN, Set.of(CLASSMATE)));

    private static final Map<String, Thing> THINGS = things();

    private static Map<String, Thing> things() {
        Thing.Work draft = new Thing.Work(SCHOOL.course(), PUPIL, SCHOOL.team(), false, false, false);
        Thing.Work handedIn = new Thing.Work(SCHOOL.course(), PUPIL, SCHOOL.team(), true, false, false);
        Thing.Work open = new Thing.Work(SCHOOL.course(), PUPIL, SCHOOL.team(), true, true, false);
        Thing.Work openToClass = new Thing.Work(SCHOOL.course(), PUPIL, SCHOOL.team(), true, false, true);
        Thing.Faces agreed = new Thing.Faces(true, Set.of());
        Map<String, Thing> things = new LinkedHashMap<>();
        things.put("a project", new Thing.Task(SCHOOL.course()));
        things.put("a work that is a draft", draft);
        things.put("a work that was handed in", handedIn);
        things.put("a work that is open to the family", open);
        things.put("a work that is open to the class", openToClass);
        things.put("a file of a draft", file(new Thing.Piece(handedIn, false, false, agreed)));
        things.put("a file that was handed in", file(new Thing.Piece(handedIn, true, true, agreed)));
        things.put(
                "a document of a work that is open to the family",
                file(new Thing.Piece(open, true, true, Thing.Faces.NONE)));
        things.put(
                "a picture of the pupil alone",
                file(new Thing.Piece(open, true, true, new Thing.Faces(true, Set.of(PUPIL)))));
        things.put(
                "a picture with a classmate for whom all have agreed", file(new Thing.Piece(open, true, true, agreed)));
        things.put(
                "a picture with a classmate for whom not all have agreed",
                file(new Thing.Piece(open, true, true, new Thing.Faces(true, Set.of(PUPIL, CLASSMATE)))));
        things.put(
                "a picture of which nobody has said who is in it",
                file(new Thing.Piece(open, true, true, new Thing.Faces(false, Set.of()))));
        things.put("a picture of an earlier attempt", file(new Thing.Piece(open, true, false, agreed)));
        things.put(
                "a file of a work that is open to the class",
                file(new Thing.Piece(openToClass, true, true, Thing.Faces.NONE)));
        things.put(
                "a file of an earlier attempt at a work that is open to the class",
                file(new Thing.Piece(openToClass, true, false, Thing.Faces.NONE)));
        things.put("what a teacher spoke to a work that was handed in", file(new Thing.Voice(handedIn, true)));
        things.put("what a teacher spoke to a work that is open to the family", file(new Thing.Voice(open, true)));
        things.put("what a teacher spoke earlier to that work", file(new Thing.Voice(open, false)));
        things.put(
                "what a teacher spoke to a work that is open to the class", file(new Thing.Voice(openToClass, true)));
        things.put("a link of a showcase in force", new Thing.Shown(true, true));
        things.put("a picture with others by a link of a showcase", new Thing.Shown(true, false));
        things.put("a link of a showcase that has ended", new Thing.Shown(false, true));
        things.put("what a preschool teacher recorded of the pupil", new Thing.Journal(SCHOOL.course(), PUPIL, false));
        things.put("what a preschool teacher shared of the pupil", new Thing.Journal(SCHOOL.course(), PUPIL, true));
        things.put(
                "a picture of it that was shared",
                file(moment(Set.of(PUPIL), true, new Thing.Faces(true, Set.of(PUPIL)))));
        things.put(
                "a shared picture with a classmate for whom all have agreed",
                file(moment(Set.of(PUPIL, CLASSMATE), true, agreed)));
        things.put(
                "a shared picture with a classmate for whom not all have agreed",
                file(moment(Set.of(PUPIL, CLASSMATE), true, new Thing.Faces(true, Set.of(PUPIL, CLASSMATE)))));
        things.put(
                "a shared picture of which nobody has said who is in it",
                file(moment(Set.of(), true, new Thing.Faces(false, Set.of()))));
        things.put("an id of nothing", new Thing.Nothing());
        return things;
    }

    private static Thing file(Thing use) {
        return new Thing.File(List.of(use));
    }

    private static Thing moment(Set<UUID> children, boolean shared, Thing.Faces faces) {
        return new Thing.Moment(SCHOOL.course(), children, shared, faces);
    }

    @TestFactory
    Stream<DynamicTest> theRulesSayWhatTheTableSays() {
        return AccessTable.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.viewer() + ", " + row.action() + ", " + row.thing(),
                        () -> assertThat(AccessTable.outcome(
                                        SCHOOL.viewer(row.viewer()), row.action(), THINGS.get(row.thing())))
                                .isEqualTo(row.expected())));
    }

    /** Each thing has a row for each viewer and each action that the table tries on it, and no rule opens an action that it does not try. */
    @Test
    void theTableLeavesNothingOut() {
        List<Row> rows = AccessTable.rows();
        Set<String> viewers = rows.stream().map(Row::viewer).collect(Collectors.toCollection(LinkedHashSet::new));

        THINGS.forEach((name, thing) -> {
            for (Action action : Action.values()) {
                List<Row> tried = rows.stream()
                        .filter(row -> row.thing().equals(name) && row.action() == action)
                        .toList();
                if (tried.isEmpty()) {
                    assertThat(viewers)
                            .allSatisfy(viewer -> assertThat(AccessTable.outcome(SCHOOL.viewer(viewer), action, thing))
                                    .isNotEqualTo(AccessTable.YES));
                } else {
                    assertThat(tried.stream().map(Row::viewer)).containsExactlyElementsOf(viewers);
                }
            }
        });
    }

    @Test
    void aFileIsOpenToWhoeverMaySeeItAtOneOfItsPlaces() {
        Thing.Work own = new Thing.Work(SCHOOL.course(), PUPIL, SCHOOL.team(), true, false, false);
        Thing.Work others = new Thing.Work(SCHOOL.otherSchool(), UUID.randomUUID(), Set.of(), true, false, false);
        Thing file = new Thing.File(List.of(
                new Thing.Piece(others, true, true, Thing.Faces.NONE),
                new Thing.Piece(own, false, false, Thing.Faces.NONE)));

        assertThat(AccessTable.outcome(SCHOOL.viewer("the pupil whose work it is"), Action.SEE, file))
                .isEqualTo(AccessTable.YES);
        assertThat(AccessTable.outcome(SCHOOL.viewer("a teacher of the class"), Action.SEE, file))
                .isNotEqualTo(AccessTable.YES);
        assertThat(AccessTable.outcome(
                        SCHOOL.viewer("the pupil whose work it is"), Action.SEE, new Thing.File(List.of())))
                .isEqualTo(WhyNot.NO_SUCH_THING.words());
    }

    @Test
    void thePageIsWhatTheTableGives() throws IOException {
        if ("write".equals(System.getProperty("access.page"))) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew: ./mvnw -pl lti-tools test -Dtest=AccessTest -Daccess.page=write")
                .isEqualTo(page());
    }

    private static String page() {
        return """
                # Who sees what

                Who may do what in the project portfolio. One place decides it, `khue.tools.portfolio.access.Rules`, and every page and download
                asks it before it touches what an address names; what no rule opens is closed. A refusal is a page that says that there is nothing
                here (`KHUE-NOT-FOUND`), whatever the reason, so that a guessed address tells nothing.

                Each line is tried twice: against the rules (`AccessTest`), and with rows in the database, ids of other classes, schools and LMSs
                among them (`AccessIT`).

                This page is generated: `./mvnw -pl lti-tools test -Dtest=AccessTest -Daccess.page=write`.

                | action | means |
                |---|---|
                | see | look at it, or download it |
                | lead | set up a task, and see the class in it |
                | write | add to a work, write in it, hand it in |
                | answer | return or accept a work |
                | comment | say something about a work; a teacher lets it through or not |
                | take | have it in the zip file that a pupil or a family takes along |
                """
                + AccessTable.rows().stream()
                        .collect(groupingBy(Row::thing, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(thing -> "\n## " + capital(thing.getKey()) + "\n\n" + table(thing.getValue()))
                        .collect(joining())
                + RequestAccess.section();
    }

    private static String table(List<Row> rows) {
        Set<Action> actions = rows.stream().map(Row::action).collect(Collectors.toCollection(LinkedHashSet::new));
        String head = actions.stream()
                .map(action -> " " + action.name().toLowerCase() + " |")
                .collect(joining());
        return "| who |" + head + "\n|---|" + "---|".repeat(actions.size()) + "\n"
                + rows.stream()
                        .collect(groupingBy(Row::viewer, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(viewer -> "| " + viewer.getKey() + " |"
                                + viewer.getValue().stream()
                                        .map(row -> row.expected().equals(AccessTable.YES)
                                                ? " **yes** |"
                                                : " " + row.expected() + " |")
                                        .collect(joining()))
                        .collect(joining("\n"))
                + "\n";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase() + text.substring(1);
    }
}
