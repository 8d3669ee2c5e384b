/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatementGeneratorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOTAL = 20_000;

    private final StatementGenerator generator = new StatementGenerator(42, TOTAL);

    @Test
    void writesTheSameBytesOnEveryMachine() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long number = 0; number < 1_000; number++) {
            digest.update(generator.statement(number));
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as("whoever changes what is generated changes this, and starts new series of figures")
                .isEqualTo("747df913166a22cc2bd258948ed9f62760bc30f32980a369317fc4f509f7d03d");
    }

    @Test
    void writesOtherStatementsForAnotherSeed() {
        assertThat(new StatementGenerator(43, TOTAL).statement(7)).isNotEqualTo(generator.statement(7));
    }

    @Test
    void makesAnyStatementAgainByItsNumber() throws IOException {
        JsonNode batch = JSON.readTree(generator.batch(1_000, 50));

        assertThat(batch).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat(batch.get(i)).isEqualTo(JSON.readTree(generator.statement(1_000 + i)));
            assertThat(batch.get(i).get("id").textValue())
                    .isEqualTo(generator.id(1_000 + i).toString());
        }
    }

    @Test
    void makesTheSameStatementsInManyThreads() {
        List<String> inOrder =
                LongStream.range(0, 500).mapToObj(number -> text(number)).toList();
        List<String> inParallel = LongStream.range(0, 500)
                .parallel()
                .mapToObj(number -> text(number))
                .toList();

        assertThat(inParallel).isEqualTo(inOrder);
    }

    @Test
    void writesStatementsOfAboutTwelveHundredBytes() {
        double mean = IntStream.range(0, TOTAL)
                .map(number -> generator.statement(number).length)
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(1_200.0, 1_320.0);
    }

    @Test
    void givesEachStatementItsOwnId() {
        Set<String> ids = new HashSet<>();
        LongStream.range(0, TOTAL)
                .forEach(number -> ids.add(generator.id(number).toString()));

        assertThat(ids).hasSize(TOTAL);
    }

    @Test
    void spreadsThemOverASchoolYearInTheirOrder() {
        List<Instant> received =
                LongStream.range(0, TOTAL).mapToObj(generator::received).toList();

        assertThat(received).isSorted().doesNotHaveDuplicates();
        assertThat(hanoi(received.get(0)).toLocalDate()).isEqualTo(SchoolYear.FIRST_DAY);
        assertThat(hanoi(received.get(TOTAL - 1)).toLocalDate()).isEqualTo(SchoolYear.LAST_DAY);
    }

    @Test
    void restsAtNightOnSundaysAndInTheHolidays() {
        Map<DayOfWeek, Integer> byDay = new HashMap<>();
        int night = 0;
        int tet = 0;
        for (long number = 0; number < TOTAL; number++) {
            ZonedDateTime time = hanoi(generator.received(number));
            byDay.merge(time.getDayOfWeek(), 1, Integer::sum);
            night += time.getHour() < 5 ? 1 : 0;
            LocalDate day = time.toLocalDate();
            tet += day.isAfter(LocalDate.of(2026, 2, 13)) && day.isBefore(LocalDate.of(2026, 2, 23)) ? 1 : 0;
        }

        assertThat(byDay.get(DayOfWeek.SUNDAY)).isLessThan(byDay.get(DayOfWeek.TUESDAY) / 4);
        assertThat(night).isBetween(1, TOTAL / 100);
        assertThat(tet).isBetween(1, TOTAL / 300);
    }

    @Test
    void refersToAndVoidsEarlierStatementsOnly() throws IOException {
        Map<String, JsonNode> earlier = new HashMap<>();
        int voiding = 0;
        int referring = 0;
        for (long number = 0; number < TOTAL; number++) {
            JsonNode statement = JSON.readTree(generator.statement(number));
            JsonNode object = statement.get("object");
            if (object.path("objectType").asText().equals("StatementRef")) {
                JsonNode target = earlier.get(object.get("id").textValue());
                assertThat(target).isNotNull();
                assertThat(verb(target)).isNotEqualTo(Verb.VOIDED.id);
                referring++;
                voiding += verb(statement).equals(Verb.VOIDED.id) ? 1 : 0;
            }
            earlier.put(statement.get("id").textValue(), statement);
        }

        assertThat(voiding).isBetween(TOTAL / 2_000, TOTAL / 500);
        assertThat(referring).isBetween(TOTAL / 300, TOTAL / 100);
    }

    @Test
    void makesSomeThingsHotAndLeavesMostOfThemCold() throws IOException {
        assertThat(shareOfTheHottest(statement -> verb(statement))).isBetween(0.08, 0.25);
        assertThat(shareOfTheHottest(
                        statement -> statement.get("object").get("id").textValue()))
                .isBetween(0.01, 0.10);
        assertThat(shareOfTheHottest(statement -> statement.get("actor").toString()))
                .isBetween(0.0001, 0.01);
    }

    @Test
    void hasWhatTheStoreMustCopeWith() throws IOException {
        List<String> texts = new ArrayList<>();
        LongStream.range(0, TOTAL).forEach(number -> texts.add(text(number)));

        for (String part : List.of(
                "\"fileUrl\"",
                "\"team\"",
                "\"instructor\"",
                "\"platform\":\"Moodle\"",
                "\"scaled\":1.00",
                "cmi5",
                "đã nộp")) {
            assertThat(texts).as(part).anyMatch(text -> text.contains(part));
        }
        assertThat(texts.stream().filter(text -> text.contains("\"platform\":\"Moodle\"")))
                .hasSizeBetween(TOTAL / 4, TOTAL / 3);
    }

    private double shareOfTheHottest(Function<JsonNode, String> property) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (long number = 0; number < TOTAL; number++) {
            counts.merge(property.apply(JSON.readTree(generator.statement(number))), 1, Integer::sum);
        }
        return (double) counts.values().stream().mapToInt(count -> count).max().orElseThrow() / TOTAL;
    }

    private String text(long number) {
        return new String(generator.statement(number), StandardCharsets.UTF_8);
    }

    private static String verb(JsonNode statement) {
        return statement.get("verb").get("id").textValue();
    }

    private static ZonedDateTime hanoi(Instant instant) {
        return instant.atZone(ZoneOffset.ofHours(7));
    }
}
