/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import khue.tools.lti.members.CourseRole;
import khue.tools.records.StatementWriter.Circumstances;
import khue.tools.records.ToolEvent.EventObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every statement of ours says, and what none does. */
class StatementWriterTest {

    private static final String P = "https://khue.example/xapi/";
    private static final String EXT = P + "ext/";
    private static final URI PROJECT = URI.create("http://id.tincanapi.com/activitytype/project");

    private static final UUID PUPIL = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID TEACHER = UUID.fromString("22222222-2222-4222-8222-222222222222");
    private static final UUID FRIEND = UUID.fromString("33333333-3333-4333-8333-333333333333");
    private static final UUID COURSE = UUID.fromString("44444444-4444-4444-8444-444444444444");
    private static final UUID WORK = UUID.fromString("55555555-5555-4555-8555-555555555555");
    private static final UUID STATEMENT = UUID.fromString("66666666-6666-4666-8666-666666666666");

    private static final Circumstances CIRCUMSTANCES = new Circumstances(
            STATEMENT,
            Instant.parse("2026-11-22T03:04:05.678912Z"),
            Locale.forLanguageTag("vi"),
            Optional.of("hn-001"),
            Optional.of("2026-2027"));

    private static final EventObject PROJECT_1 = new EventObject("project/1", PROJECT, Optional.empty());

    private final Pseudonymisation pseudonyms = new Pseudonymisation(new byte[32]);
    private final StatementWriter writer = new StatementWriter(P, pseudonyms::of);

    @Test
    void namesPeopleByPseudonymOnly() {
        JsonNode statement = writer.write(approval(), CIRCUMSTANCES);

        assertThat(statement.at("/actor/account/homePage").asText()).isEqualTo(P + "pid");
        assertThat(statement.at("/actor/account/name").asText()).isEqualTo(pseudonyms.of(TEACHER));
        assertThat(fields(statement.get("actor"))).containsExactlyInAnyOrder("objectType", "account");
        assertThat(extensions(statement).get(EXT + "subject").asText()).isEqualTo(pseudonyms.of(PUPIL));
        assertThat(statement.toString()).doesNotContain(PUPIL.toString(), TEACHER.toString());
    }

    @Test
    void saysWhatWasDoneToWhatAndWhen() {
        JsonNode statement = writer.write(approval(), CIRCUMSTANCES);

        assertThat(statement.get("id").asText()).isEqualTo(STATEMENT.toString());
        assertThat(statement.get("timestamp").asText()).isEqualTo("2026-11-22T03:04:05.678Z");
        assertThat(statement.at("/verb/id").asText()).isEqualTo("http://activitystrea.ms/approve");
        assertThat(statement.at("/verb/display/vi").asText()).isEqualTo("đã chấp nhận");
        assertThat(statement.at("/verb/display/en").asText()).isEqualTo("approved");
        assertThat(statement.at("/object/id").asText()).isEqualTo(P + "project/1");
        assertThat(statement.at("/object/definition/type").asText()).isEqualTo(PROJECT.toString());
    }

    @Test
    void saysWhereItBelongs() {
        JsonNode context = writer.write(approval(), CIRCUMSTANCES).get("context");

        assertThat(context.get("registration").asText()).isEqualTo(WORK.toString());
        assertThat(context.get("language").asText()).isEqualTo("vi");
        assertThat(context.at("/contextActivities/category/0/id").asText()).isEqualTo(P + "profile/v0.1");
        assertThat(context.at("/contextActivities/grouping/0/id").asText()).isEqualTo(P + "class/" + COURSE);
        assertThat(context.at("/contextActivities/grouping/0/definition/type").asText())
                .isEqualTo("http://adlnet.gov/expapi/activities/course");
        assertThat(fields(context.get("extensions")))
                .containsExactlyInAnyOrder(
                        "https://w3id.org/xapi/acrossx/extensions/school",
                        EXT + "school-year",
                        EXT + "actor-role",
                        EXT + "subject");
        assertThat(context.get("extensions").get(EXT + "actor-role").asText()).isEqualTo("teacher");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        var circumstances =
                new Circumstances(STATEMENT, Instant.EPOCH, Locale.ENGLISH, Optional.empty(), Optional.empty());

        JsonNode statement = writer.write(event(PROJECT_1), circumstances);

        assertThat(fields(statement))
                .containsExactlyInAnyOrder("id", "actor", "verb", "object", "context", "timestamp");
        assertThat(fields(extensions(statement))).containsExactly(EXT + "actor-role");
    }

    @Test
    void namesTheParentOfAPart() {
        var artefact =
                new EventObject("artefact/2", URI.create("http://activitystrea.ms/file"), Optional.of("project/1"));

        JsonNode statement = writer.write(event(artefact), CIRCUMSTANCES);

        assertThat(statement.at("/context/contextActivities/parent/0/id").asText())
                .isEqualTo(P + "project/1");
    }

    @Test
    void carriesResultsAndExtensionsBelowOurPrefixOrByTheirWholeIri() {
        ToolEvent event = event(PROJECT_1)
                .withSuccess(true)
                .withResult(Map.of("outcome", "passed"))
                .withContext(Map.of("attempt", 2, "https://example.org/ext/x", List.of("a", "b")));

        JsonNode statement = writer.write(event, CIRCUMSTANCES);

        assertThat(statement.at("/result/success").booleanValue()).isTrue();
        assertThat(statement
                        .get("result")
                        .get("extensions")
                        .get(EXT + "outcome")
                        .asText())
                .isEqualTo("passed");
        assertThat(extensions(statement).get(EXT + "attempt").intValue()).isEqualTo(2);
        assertThat(extensions(statement).get("https://example.org/ext/x")).hasSize(2);
    }

    @Test
    void namesTheWholeTeamOfThePupilWhoseWorkItIs() {
        ToolEvent shared = approval().withTeam(List.of(FRIEND));

        JsonNode team = writer.write(shared, CIRCUMSTANCES).at("/context/team");

        assertThat(team.get("objectType").asText()).isEqualTo("Group");
        assertThat(team.get("member").findValuesAsText("name"))
                .containsExactly(pseudonyms.of(PUPIL), pseudonyms.of(FRIEND));
    }

    /** xAPI 1.0.3, part 2, 2.4.6: the child is the actor, and who recorded it the instructor. */
    @Test
    void namesTheTeacherWhoRecordedItOnBehalfOfAChild() {
        JsonNode statement = writer.write(event(PROJECT_1).withInstructor(TEACHER), CIRCUMSTANCES);

        assertThat(statement.at("/actor/account/name").asText()).isEqualTo(pseudonyms.of(PUPIL));
        assertThat(statement.at("/context/instructor/account/homePage").asText())
                .isEqualTo(P + "pid");
        assertThat(statement.at("/context/instructor/account/name").asText()).isEqualTo(pseudonyms.of(TEACHER));
        assertThat(writer.write(event(PROJECT_1), CIRCUMSTANCES)
                        .at("/context/instructor")
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nguyễn Thị Hoa", "a sentence", "", "tiếng", "line\nbreak"})
    void refusesWordsInAnExtension(String words) {
        assertThatThrownBy(() -> event(PROJECT_1).withContext(Map.of("note", words)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> event(PROJECT_1).withResult(Map.of("note", List.of(words))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project/Hoa Nguyễn", "project", "/project/1", "project/", "https://elsewhere/project/1"})
    void refusesWordsInAnActivityId(String id) {
        assertThatThrownBy(() -> new EventObject(id, PROJECT, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The only texts in a statement are our own: whoever the people are, nothing but pseudonyms and ids changes. */
    @Property(tries = 200)
    void holdsNoTextThatIsNotOurs(@ForAll("events") ToolEvent event) {
        ObjectNode statement = writer.write(event, CIRCUMSTANCES);

        Set<String> people = new TreeSet<>();
        people.add(event.actor().toString());
        event.subject().map(UUID::toString).ifPresent(people::add);
        event.instructor().map(UUID::toString).ifPresent(people::add);
        event.team().forEach(member -> people.add(member.toString()));
        assertThat(statement.toString()).doesNotContain(people).doesNotContain("mbox", "openid");
        assertThat(statement.findValuesAsText("name")).allMatch(name -> name.matches("[0-9a-v]{32}"));
        assertThat(statement.findValues("definition"))
                .allMatch(definition -> fields(definition).equals(Set.of("type")));
    }

    @Provide
    Arbitrary<ToolEvent> events() {
        Arbitrary<UUID> people = Arbitraries.create(UUID::randomUUID);
        return Combinators.combine(
                        Arbitraries.of(Verb.values()),
                        people,
                        Arbitraries.of(ActorRole.values()),
                        people.optional(),
                        people.optional(),
                        people.list().ofMaxSize(4),
                        Arbitraries.of(true, false).optional())
                .as((verb, actor, role, subject, instructor, team, success) -> {
                    ToolEvent event = ToolEvent.of("portfolio", verb, actor, role, PROJECT_1, WORK, COURSE)
                            .withTeam(team)
                            .withContext(Map.of("attempt", 1));
                    event = subject.map(event::withSubject).orElse(event);
                    event = instructor.map(event::withInstructor).orElse(event);
                    return success.map(event::withSuccess).orElse(event);
                });
    }

    private static ToolEvent approval() {
        return ToolEvent.of("portfolio", Verb.APPROVE, TEACHER, CourseRole.TEACHER, PROJECT_1, WORK, COURSE)
                .withSubject(PUPIL);
    }

    private static ToolEvent event(EventObject object) {
        return ToolEvent.of("portfolio", Verb.SUBMIT, PUPIL, CourseRole.LEARNER, object, WORK, COURSE);
    }

    private static JsonNode extensions(JsonNode statement) {
        return statement.get("context").get("extensions");
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
