/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;
import khue.tools.reports.SnapshotOfTheTest;
import khue.tools.reports.snapshot.Difference.Cause;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final Snapshot.Figure THEN =
            SnapshotOfTheTest.locked().figures().get(1);

    @Test
    void isNoneWhenOnlyTheTimesAreOthers() {
        assertThat(today(answer ->
                        answer.put("computedAt", "2030-01-01T00:00:00Z").put("factsThrough", "2030-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void tellsStatementsThatCameLateFromSchoolsThatMoved() {
        Difference moved = today(answer -> row(answer, 2).put("numerator", 121).put("value", 0.6722))
                .orElseThrow();
        Difference total = today(answer -> {
                    total(answer).put("numerator", 251).put("value", 0.6275);
                    row(answer, 2).put("numerator", 121).put("value", 0.6722);
                })
                .orElseThrow();

        assertThat(total.causes()).containsExactly(Cause.DATA);
        assertThat(total.cells()).extracting(Difference.Cell::key).containsExactly("upper-secondary", Difference.TOTAL);
        // The same happened in all, and counts elsewhere.
        assertThat(moved.causes()).containsExactly(Cause.REFERENCE);
    }

    @Test
    void tellsFiguresOfAMomentFromDataThatChangedAfterwards() {
        ObjectNode early = (ObjectNode) SnapshotOfTheTest.answer();
        early.put("factsThrough", "2026-09-30T16:59:59Z");
        Snapshot.Figure ofAMoment =
                new Snapshot.Figure(2, "implementation", "F1", "level", "event", Optional.of(early));
        JsonNode now = SnapshotOfTheTest.answer();
        total(now).put("numerator", 251).put("value", 0.6275);

        assertThat(Difference.of(ofAMoment, Optional.of(now)).orElseThrow().causes())
                .containsExactly(Cause.MOMENT);
        early.put("factsThrough", "2026-09-30T17:00:00Z");
        assertThat(Difference.of(ofAMoment, Optional.of(now)).orElseThrow().causes())
                .containsExactly(Cause.DATA);
    }

    @Test
    void tellsDenominatorsOfAnotherDay() {
        Difference difference = today(answer -> {
                    total(answer).put("denominator", 410).put("value", 0.6098);
                    ((ObjectNode) total(answer).get("denominatorSource")).put("asOf", "2026-11-01T00:00:00Z");
                })
                .orElseThrow();

        assertThat(difference.causes()).containsExactly(Cause.REFERENCE);
    }

    @Test
    void tellsAnotherDefinitionAndAnotherSmallestGroup() {
        Difference difference = today(answer -> {
                    answer.put("version", 3).put("minimumGroup", 5);
                    total(answer).put("numerator", 240).put("value", 0.6);
                })
                .orElseThrow();

        assertThat(difference.causes()).containsExactly(Cause.DEFINITION, Cause.MINIMUM_GROUP, Cause.DATA);
    }

    @Test
    void tellsRowsThatAreGoneAndRowsThatAreNew() {
        Difference difference = today(answer -> {
                    ((ArrayNode) answer.get("rows")).remove(2);
                    ((ArrayNode) answer.get("rows"))
                            .addObject()
                            .put("key", "preschool")
                            .put("suppressed", false);
                })
                .orElseThrow();

        assertThat(difference.cells()).extracting(Difference.Cell::key).containsExactly("upper-secondary", "preschool");
        assertThat(difference.cells().get(0).now()).isEmpty();
        assertThat(difference.cells().get(1).then()).isEmpty();
    }

    @Test
    void tellsAnIndicatorThatTheStoreKnowsOnlyNowOrNoMore() {
        Snapshot.Figure unknown = SnapshotOfTheTest.locked().figures().get(0);

        assertThat(Difference.of(unknown, Optional.empty())).isEmpty();
        assertThat(Difference.of(unknown, Optional.of(SnapshotOfTheTest.answer()))
                        .orElseThrow()
                        .causes())
                .containsExactly(Cause.KNOWN_NOW);
        assertThat(Difference.of(THEN, Optional.empty()).orElseThrow().causes()).containsExactly(Cause.UNKNOWN_NOW);
    }

    private static Optional<Difference> today(Consumer<ObjectNode> change) {
        JsonNode now = SnapshotOfTheTest.answer();
        change.accept((ObjectNode) now);
        return Difference.of(THEN, Optional.of(now));
    }

    private static ObjectNode total(JsonNode answer) {
        return (ObjectNode) answer.get("total");
    }

    private static ObjectNode row(JsonNode answer, int index) {
        return (ObjectNode) answer.get("rows").get(index);
    }
}
