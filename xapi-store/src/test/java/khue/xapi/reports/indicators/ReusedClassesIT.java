/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Courses of an LMS that are used again for other pupils in the next school year: the same classes by their IRIs. */
class ReusedClassesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Period FORMER = new Period(LocalDate.of(2024, 9, 1), LocalDate.of(2025, 8, 31));
    private static final Period LATTER = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2026, 8, 31));
    private static final Period BOTH = new Period(FORMER.from(), LATTER.until());
    private static final SampleYear SAMPLE = SampleYear.tidy(5, new SampleSchools.Size(4, 1, 6, 3, 1));
    private static final Indicator F1 = Indicators.of("F1").orElseThrow();

    private static Computation computation;

    @BeforeAll
    static void twoSchoolYearsGoByInTheSameClasses() {
        SampleStore store = new SampleStore("reused_classes");
        computation = new Computation(store.database());
        store.tell(SAMPLE.schools());
        Enrolments enrolments = new Enrolments(store.database());
        SAMPLE.schools().enrolments().forEach(list -> enrolments.put(aYearBefore(list)));
        List<Sent> all = new ArrayList<>();
        SAMPLE.statements().forEach(sent -> all.addAll(List.of(sent, aYearBefore(sent))));
        store.sendAll(all);
    }

    private static Enrolment aYearBefore(Enrolment list) {
        return new Enrolment(
                list.classIri(), list.label(), list.school(), list.learners(), aYearBefore(list.asOf()), list.source());
    }

    private static Instant aYearBefore(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).minusYears(1).toInstant();
    }

    /** Of somebody else, about something else, in the same class. */
    private static Sent aYearBefore(Sent sent) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(sent.json());
            UUID id = UUID.nameUUIDFromBytes(sent.id().toString().getBytes(StandardCharsets.UTF_8));
            json.put("id", id.toString());
            Instant happened =
                    OffsetDateTime.parse(json.path("timestamp").asText()).toInstant();
            json.put("timestamp", aYearBefore(happened).toString());
            ObjectNode account = (ObjectNode) json.path("actor").path("account");
            account.put("name", account.path("name").asText() + "-before");
            if (json.path("object").path("definition").path("type").asText().endsWith("/project")) {
                ObjectNode project = (ObjectNode) json.path("object");
                project.put("id", project.path("id").asText() + "-before");
            }
            if (json.path("context").path("extensions") instanceof ObjectNode extensions) {
                String subject = SampleSchools.BASE + "ext/subject";
                if (extensions.has(subject)) {
                    extensions.put(subject, extensions.path(subject).asText() + "-before");
                }
            }
            return new Sent(id, sent.received(), JSON.writeValueAsBytes(json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void participationOverBothYearsIsThatOfEachTogether() {
        Figure former = whole(FORMER);
        Figure latter = whole(LATTER);
        Figure both = whole(BOTH);

        assertThat(former.numerator().orElseThrow())
                .isPositive()
                .isEqualTo(latter.numerator().orElseThrow());
        assertThat(both.numerator().orElseThrow()).isEqualTo(sum(former.numerator(), latter.numerator()));
        assertThat(both.denominator().orElseThrow()).isEqualTo(sum(former.denominator(), latter.denominator()));
        assertThat(both.value().orElseThrow()).isPositive().isLessThanOrEqualTo(BigDecimal.ONE);
        assertThat(both.value()).isEqualTo(latter.value());
    }

    @Test
    void soItIsInEveryClass() {
        assertThat(ofClasses(BOTH)).hasSize(4).isEqualTo(ofClasses(LATTER));
    }

    private static Map<String, BigDecimal> ofClasses(Period period) {
        return computation.compute(F1, question(period, Breakdown.CLASS)).stream()
                .collect(Collectors.toMap(
                        figure -> figure.cell().orElseThrow(),
                        figure -> figure.value().orElseThrow()));
    }

    private static BigDecimal sum(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.orElseThrow().add(other.orElseThrow());
    }

    private static Figure whole(Period period) {
        return computation.compute(F1, question(period, Breakdown.NONE)).get(0);
    }

    private static Question question(Period period, Breakdown by) {
        return new Question(period, by, Geography.EVENT, TODAY);
    }
}
