/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import khue.xapi.reports.board.Ecosystem.Link;
import khue.xapi.reports.indicators.Period;

/** The second road to what schools do: plainly, from the statements themselves, each of which names its school. */
final class PlainActivity {

    private static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    private static final String EVENT = "http://activitystrea.ms/event";
    private static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";

    private static final Set<String> ROLES = Set.of(
            "learner", "teacher", "head", "staff", "guardian", "alumnus", "mentor", "artisan", "business", "community");
    private static final Set<String> COMPONENTS = Set.of("people", "knowledge", "technology", "context", "culture");
    private static final Set<String> CONTENT =
            Set.of("competencies", "qualities", "development-fields", "strand", "programme");

    private final Collection<JsonNode> statements;
    private final Predicate<String> isPreschool;
    private final Period period;
    private final Map<String, School> schools = new TreeMap<>();

    /** Who did something that counts. */
    static final class School {
        final Set<String> pupils = new HashSet<>();
        final Set<String> grownUps = new HashSet<>();

        boolean isActive() {
            return pupils.size() >= 5 && !grownUps.isEmpty();
        }
    }

    PlainActivity(Collection<JsonNode> statements, Predicate<String> isPreschool, Period period) {
        this.statements = statements;
        this.isPreschool = isPreschool;
        this.period = period;
    }

    Map<String, School> schools() {
        statements.stream().filter(this::isInPeriod).forEach(this::read);
        return schools;
    }

    private void read(JsonNode statement) {
        String actor = statement.at("/actor/account/name").asText();
        String role = extension(statement, "actor-role");
        String subject = extension(statement, "subject");
        boolean preschool = isPreschool.test(school(statement));
        if (role.equals("learner")
                && (is(statement, "/submit", PROJECT)
                        || is(statement, "/attended", EVENT)
                        || is(statement, "/performed-offline", PERFORMANCE) && isApproved(statement, actor))) {
            note(statement).pupils.add(actor);
        } else if (role.equals("teacher") && is(statement, "/evaluated", PROJECT)) {
            note(statement).grownUps.add(actor);
        } else if (preschool && role.equals("teacher") && is(statement, "/create", "http://activitystrea.ms/image")) {
            note(statement).pupils.add(subject);
        } else if (preschool
                && role.equals("guardian")
                && is(statement, "/viewed", "http://activitystrea.ms/collection")) {
            note(statement).grownUps.add(actor);
        }
    }

    private School note(JsonNode statement) {
        return schools.computeIfAbsent(school(statement), code -> new School());
    }

    private boolean isApproved(JsonNode log, String pupil) {
        return statements.stream()
                .filter(one -> is(one, "/approve", PERFORMANCE))
                .filter(one -> one.at("/object/id").equals(log.at("/object/id")))
                .filter(one -> extension(one, "subject").equals(pupil))
                .anyMatch(one ->
                        !happened(one).isBefore(happened(log)) && happened(one).isBefore(period.end()));
    }

    /** Of each school: who takes part in which component. */
    static Map<String, Set<Link>> links(Collection<JsonNode> statements, Period period) {
        Map<String, Set<Link>> links = new TreeMap<>();
        for (JsonNode statement : statements) {
            String role = extension(statement, "actor-role");
            Instant happened = happened(statement);
            if (ROLES.contains(role) && !happened.isBefore(period.start()) && happened.isBefore(period.end())) {
                Set<Link> ofSchool = links.computeIfAbsent(school(statement), code -> new HashSet<>());
                ofSchool.add(new Link(role, "people"));
                JsonNode extensions = statement.at("/context/extensions");
                boolean content = CONTENT.stream()
                        .anyMatch(name -> !extensions
                                .path("https://khue.io/xapi/ext/" + name)
                                .isMissingNode());
                if (content) {
                    ofSchool.add(new Link(role, "knowledge"));
                }
                extensions.path("https://khue.io/xapi/ext/components").forEach(component -> {
                    if (COMPONENTS.contains(component.asText())) {
                        ofSchool.add(new Link(role, component.asText()));
                    }
                });
            }
        }
        return links;
    }

    /** What is left of them when those that others void are gone. */
    static Stream<JsonNode> standing(Collection<JsonNode> all) {
        Set<String> voided = new HashSet<>();
        all.stream()
                .filter(one -> one.at("/verb/id").asText().endsWith("/voided"))
                .forEach(one -> voided.add(one.at("/object/id").asText()));
        return all.stream().filter(one -> !voided.contains(one.get("id").asText()));
    }

    private boolean isInPeriod(JsonNode statement) {
        Instant happened = happened(statement);
        return !happened.isBefore(period.start()) && happened.isBefore(period.end());
    }

    static Instant happened(JsonNode statement) {
        return OffsetDateTime.parse(statement.get("timestamp").asText()).toInstant();
    }

    static String school(JsonNode statement) {
        return statement
                .at("/context/extensions")
                .path("https://w3id.org/xapi/acrossx/extensions/school")
                .asText();
    }

    static String extension(JsonNode statement, String name) {
        return statement
                .at("/context/extensions")
                .path("https://khue.io/xapi/ext/" + name)
                .asText();
    }

    private static boolean is(JsonNode statement, String verb, String type) {
        return statement.at("/verb/id").asText().endsWith(verb)
                && statement.at("/object/definition/type").asText().equals(type);
    }
}
