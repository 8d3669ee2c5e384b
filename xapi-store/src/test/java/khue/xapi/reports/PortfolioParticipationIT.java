/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.statements.StatementIntake;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * F1 by a second road: what the SQL says about generated statements is what plain Java says that reads the same
 * statements one by one.
 */
class PortfolioParticipationIT {

    private static final String BASE = "https://khue.io/xapi/";
    private static final Period PERIOD = new Period(LocalDate.of(2026, 9, 5), LocalDate.of(2027, 1, 15));
    private static final List<String> APPROVE =
            List.of("http://activitystrea.ms/approve", "http://activitystrea.ms/schema/1.0/approve");
    private static final List<String> RETURN =
            List.of("http://activitystrea.ms/return", "http://activitystrea.ms/schema/1.0/return");
    private static final List<String> VERBS = List.of(
            APPROVE.get(0),
            APPROVE.get(0),
            APPROVE.get(1),
            RETURN.get(0),
            RETURN.get(1),
            "http://activitystrea.ms/submit");
    private static final List<String> TYPES = List.of(
            "http://id.tincanapi.com/activitytype/project",
            "http://id.tincanapi.com/activitytype/project",
            "http://activitystrea.ms/event");
    private static final List<String> TIMES = List.of(
            "2026-09-04T16:59:59.999Z", // 23:59:59.999 of the day before, in Hà Nội
            "2026-09-04T17:00:00Z", // the first moment
            "2026-11-20T08:00:00+07:00",
            "2027-01-15T16:59:59.999999Z", // the last moment
            "2027-01-15T17:00:00Z"); // the day after

    private static Database database;
    private static ProjectEvents events;
    private static final List<Enrolment> ENROLMENTS = new ArrayList<>();

    @BeforeAll
    static void storeGeneratedStatements() {
        DataSource dataSource = ServerForTests.newDatabase("participation");
        database = StoreForTests.migrated(dataSource);
        events = new ProjectEvents(database, BASE);
        StatementIntake intake = new StatementIntake(
                StoreForTests.store(database, List.of(events)),
                StoreForTests.attachments(database),
                new RequestJson(Limits.USUAL));
        Credential sender = new Credential(
                "tools", Set.of(Scope.STATEMENTS_WRITE), new Authority("http://localhost/xapi", "tools"));
        Random random = new Random(20261122);
        List<UUID> stored = new ArrayList<>();
        for (int batch = 0; batch < 40; batch++) {
            List<String> statements = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                boolean voiding = random.nextInt(20) == 0 && !stored.isEmpty();
                statements.add(voiding ? voiding(stored.get(random.nextInt(stored.size()))) : event(random));
            }
            stored.addAll(
                    intake.takeIn("[" + String.join(",", statements) + "]", XapiVersion.V2, sender, Optional.empty()));
        }
        Enrolments enrolments = new Enrolments(database);
        for (int classNumber = 0; classNumber < 7; classNumber++) {
            for (String asOf : List.of("2026-08-01T00:00:00Z", "2027-01-15T16:59:59Z", "2027-01-15T17:00:00Z")) {
                if (random.nextBoolean()) {
                    ENROLMENTS.add(new Enrolment(
                            classIri(classNumber),
                            "Lớp " + classNumber,
                            Optional.empty(),
                            random.nextInt(40),
                            Instant.parse(asOf),
                            "NRPS " + asOf));
                }
            }
        }
        ENROLMENTS.forEach(enrolments::put);
        ENROLMENTS.forEach(enrolments::put);
    }

    @Test
    void isWhatPlainJavaFindsInTheStatements() throws Exception {
        List<ClassFigure> expected = byReadingEveryStatement();

        List<ClassFigure> figures = new PortfolioParticipation(database).compute(PERIOD);

        assertThat(expected).hasSizeGreaterThan(5).anyMatch(figure -> figure.numerator() > 3);
        assertThat(figures).containsExactlyElementsOf(expected);
    }

    @Test
    void isTheSameAfterItsTableWasMadeAgain() {
        List<ClassFigure> before = new PortfolioParticipation(database).compute(PERIOD);

        events.rebuild();

        assertThat(new PortfolioParticipation(database).compute(PERIOD)).isEqualTo(before);
    }

    private static List<ClassFigure> byReadingEveryStatement() throws Exception {
        List<JsonNode> statements = allStatements();
        Set<String> voided = new HashSet<>();
        for (JsonNode statement : statements) {
            if (statement.at("/verb/id").asText().equals("http://adlnet.gov/expapi/verbs/voided")) {
                voided.add(statement.at("/object/id").asText());
            }
        }
        List<JsonNode> aboutProjects = statements.stream()
                .filter(statement ->
                        statement.at("/object/definition/type").asText().equals(TYPES.get(0)))
                .filter(statement -> !voided.contains(statement.get("id").asText()))
                .filter(statement -> happened(statement).isBefore(Instant.parse("2027-01-15T17:00:00Z")))
                .filter(statement -> !subject(statement).isEmpty())
                .toList();
        Map<String, Set<String>> pupils = new TreeMap<>();
        for (JsonNode statement : aboutProjects) {
            boolean accepted = APPROVE.contains(statement.at("/verb/id").asText())
                    && !happened(statement).isBefore(Instant.parse("2026-09-04T17:00:00Z"))
                    && aboutProjects.stream().noneMatch(later -> givesBack(later, statement));
            for (JsonNode grouping : statement.at("/context/contextActivities/grouping")) {
                String id = grouping.get("id").asText();
                if (accepted && id.startsWith(BASE + "class/")) {
                    pupils.computeIfAbsent(id, key -> new TreeSet<>()).add(subject(statement));
                }
            }
        }
        Map<String, ClassFigure.Denominator> denominators = denominators();
        Set<String> classes = new TreeSet<>(pupils.keySet());
        classes.addAll(denominators.keySet());
        return classes.stream()
                .map(classIri -> new ClassFigure(
                        classIri,
                        pupils.getOrDefault(classIri, Set.of()).size(),
                        Optional.ofNullable(denominators.get(classIri))))
                .toList();
    }

    private static boolean givesBack(JsonNode later, JsonNode accepted) {
        return RETURN.contains(later.at("/verb/id").asText())
                && subject(later).equals(subject(accepted))
                && later.at("/object/id").equals(accepted.at("/object/id"))
                && happened(later).isAfter(happened(accepted));
    }

    private static Instant happened(JsonNode statement) {
        return OffsetDateTime.parse(statement.get("timestamp").asText()).toInstant();
    }

    private static String subject(JsonNode statement) {
        return statement.at("/context/extensions").path(BASE + "ext/subject").asText();
    }

    private static Map<String, ClassFigure.Denominator> denominators() {
        Map<String, ClassFigure.Denominator> chosen = new HashMap<>();
        List<Enrolment> inOrder = new ArrayList<>(ENROLMENTS);
        inOrder.sort(Comparator.comparing(Enrolment::asOf));
        for (Enrolment enrolment : inOrder) {
            boolean later = enrolment.asOf().isAfter(Instant.parse("2027-01-15T16:59:59.999999Z"));
            if (!later || !chosen.containsKey(enrolment.classIri())) {
                chosen.put(
                        enrolment.classIri(),
                        new ClassFigure.Denominator(
                                enrolment.learners(),
                                enrolment.label(),
                                enrolment.school(),
                                enrolment.source(),
                                enrolment.asOf()));
            }
        }
        return chosen;
    }

    private static List<JsonNode> allStatements() {
        return database.withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select payload from xapi.statement")) {
                List<JsonNode> statements = new ArrayList<>();
                while (row.next()) {
                    statements.add(new ObjectMapper().readTree(row.getString("payload")));
                }
                return statements;
            } catch (java.io.IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private static String event(Random random) {
        String subject = random.nextInt(10) == 0
                ? ""
                : "'extensions':{'%sext/subject':'pupil-%d'},".formatted(BASE, random.nextInt(30));
        String second = random.nextInt(10) == 0 ? ",{'id':'" + classIri(random.nextInt(7)) + "'}" : "";
        return """
                {'actor':{'account':{'homePage':'%1$spid','name':'teacher'}},'verb':{'id':'%2$s'},
                 'object':{'id':'%1$sproject/%3$d','definition':{'type':'%4$s'}},'timestamp':'%5$s',
                 'context':{%6$s'contextActivities':{'grouping':[{'id':'%7$s'}%8$s,{'id':'http://lms.example.vn/course'}]}}}""".formatted(
                        BASE,
                        one(VERBS, random),
                        random.nextInt(20),
                        one(TYPES, random),
                        one(TIMES, random),
                        subject,
                        classIri(random.nextInt(7)),
                        second)
                .replace('\'', '"');
    }

    private static String voiding(UUID target) {
        return "{'actor':{'mbox':'mailto:a@example.vn'},'verb':{'id':'http://adlnet.gov/expapi/verbs/voided'},"
                        .replace('\'', '"')
                + "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" + target + "\"}}";
    }

    private static String classIri(int number) {
        return BASE + "class/" + number;
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
