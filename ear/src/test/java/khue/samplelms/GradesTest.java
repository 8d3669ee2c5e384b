/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradesTest extends LmsTest {
    private static final String ITEM = "application/vnd.ims.lis.v2.lineitem+json";
    private static final String ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json";
    private static final String RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json";
    private static final String SCORE = "application/vnd.ims.lis.v1.score+json";
    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00.250Z");

    private static Map<String, Object> score(Instant timestamp) {
        Map<String, Object> score = new HashMap<>();
        score.put("userId", "4");
        score.put("timestamp", timestamp.toString());
        score.put("activityProgress", "Completed");
        score.put("gradingProgress", "FullyGraded");
        score.put("scoreGiven", 8);
        score.put("scoreMaximum", 10);
        return score;
    }

    private HttpResponse<String> send(Map<String, Object> score) {
        return tool.post(lineItemAddress("/scores"), SCORE, score);
    }

    private Grade grade() {
        return lms.school().findGrade(column.id(), "4").orElseThrow();
    }

    @Test
    void keepsAFinalScoreWithItsComment() {
        Map<String, Object> score = score(NOON);
        score.put("comment", "Rất tốt & <b>rõ</b>");

        assertThat(send(score).statusCode()).isEqualTo(200);
        assertThat(grade().score()).contains(8.0);
        assertThat(grade().comment()).isEqualTo("Rất tốt & <b>rõ</b>");
        assertThat(pupil.get(lms.baseUrl() + "/course/grades").body()).contains("Rất tốt &amp; &lt;b&gt;rõ&lt;/b&gt;");
    }

    @Test
    void scalesAScoreToTheColumnsMaximumAndCutsOffMore() {
        Map<String, Object> percent = score(NOON);
        percent.put("scoreGiven", 65);
        percent.put("scoreMaximum", 100);
        send(percent);
        assertThat(grade().score()).contains(6.5);

        Map<String, Object> more = score(NOON.plusSeconds(1));
        more.put("scoreGiven", 12);
        send(more);
        assertThat(grade().score()).contains(10.0);
    }

    @Test
    void keepsTheOldCommentWhenNoneComes() {
        Map<String, Object> commented = score(NOON);
        commented.put("comment", "Cố gắng thêm");
        send(commented);

        send(score(NOON.plusSeconds(1)));

        assertThat(grade().comment()).isEqualTo("Cố gắng thêm");
    }

    @Test
    void refusesAScoreThatIsNotNewerAtOneSecondsResolution() {
        send(score(NOON));

        assertThat(send(score(NOON)).statusCode()).isEqualTo(409);
        assertThat(send(score(NOON.plusMillis(700))).statusCode()).isEqualTo(409);
        assertThat(send(score(NOON.minusSeconds(5))).statusCode()).isEqualTo(409);
        assertThat(send(score(NOON.plusMillis(800))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "PendingManual", "Failed", "NotReady"})
    void clearsTheGradeOnAnythingButFullyGradedAndStampsItWithTheOwnTime(String progress) {
        send(score(NOON));
        Map<String, Object> unfinished = score(NOON.plusSeconds(1));
        unfinished.put("gradingProgress", progress);
        Instant before = clock.instant();

        assertThat(send(unfinished).statusCode()).isEqualTo(200);
        assertThat(grade().score()).isEmpty();
        assertThat(grade().recordedAt()).isAfterOrEqualTo(before);
    }

    @Test
    void isLockedByAScoreFromTheFuture() {
        send(score(clock.instant().plus(Duration.ofDays(1))));

        assertThat(send(score(clock.instant())).statusCode()).isEqualTo(409);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("userId", "99"),
                Arguments.of("userId", "3"),
                Arguments.of("userId", null),
                Arguments.of("userId", 4),
                Arguments.of("timestamp", null),
                Arguments.of("timestamp", "2026-11-22T05:00:00Z"),
                Arguments.of("timestamp", "2026-11-22T05:00:00.000"),
                Arguments.of("timestamp", "yesterday"),
                Arguments.of("activityProgress", "Done"),
                Arguments.of("gradingProgress", null),
                Arguments.of("scoreMaximum", null),
                Arguments.of("scoreMaximum", 0),
                Arguments.of("scoreGiven", -1),
                Arguments.of("scoreGiven", "8"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesAFaultyScore(String name, Object value) {
        Map<String, Object> score = score(NOON);
        score.put(name, value);
        score.values().removeIf(Objects::isNull);

        assertThat(send(score).statusCode()).isEqualTo(400);
        assertThat(lms.school().grades()).isEmpty();
    }

    @Test
    void wantsTheScoresOwnMediaType() {
        assertThat(tool.post(lineItemAddress("/scores"), "application/json", score(NOON))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void isMissedByAToolThatAppendsToTheWholeAddress() {
        assertThat(tool.post(lineItemAddress("") + "/scores", SCORE, score(NOON))
                        .statusCode())
                .isBetween(400, 499);
        String withoutQuery = lineItemAddress("/scores").replaceAll("\\?.*", "");
        assertThat(tool.post(withoutQuery, SCORE, score(NOON)).statusCode()).isEqualTo(401);
    }

    @Test
    void listsColumnsByFilterAndInPages() {
        lms.school().save(new LineItem("50", tool.clientId(), "", "Riêng", 5, "r", "extra", "", Map.of()));

        assertThat(labels(lineItemsAddress())).containsExactly("Vườn trường em", "Riêng");
        assertThat(labels(lineItemsAddress() + "&tag=extra")).containsExactly("Riêng");
        assertThat(labels(lineItemsAddress() + "&resource_id=project-1")).containsExactly("Vườn trường em");
        assertThat(labels(lineItemsAddress() + "&resource_link_id=" + activity.id()))
                .containsExactly("Vườn trường em");
        HttpResponse<String> first = tool.get(lineItemsAddress() + "&limit=1", ITEMS);
        assertThat(FakeTool.json(first)).hasSize(1);
        assertThat(first.headers().firstValue("Link").orElseThrow()).contains("&amp;");
    }

    private List<String> labels(String address) {
        return FakeTool.json(tool.get(address, ITEMS)).findValuesAsText("label");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", ITEM})
    void wantsTheListsOwnMediaType(String accept) {
        assertThat(tool.get(lineItemsAddress(), accept).statusCode()).isEqualTo(400);
    }

    @Test
    void createsChangesAndDeletesAColumn() {
        HttpResponse<String> created =
                tool.post(lineItemsAddress(), ITEM, Map.of("label", "Thuyết trình", "scoreMaximum", 4, "tag", "t"));
        assertThat(created.statusCode()).isEqualTo(201);
        String address = FakeTool.json(created).path("id").asText();

        JsonNode read = FakeTool.json(tool.get(address, ITEM));
        assertThat(read.path("tag").asText()).isEqualTo("t");

        HttpResponse<String> changed = tool.call(
                address,
                request -> request.header("Content-Type", ITEM)
                        .PUT(BodyPublishers.ofString("{\"label\":\"Trình bày\",\"scoreMaximum\":5}")));
        assertThat(FakeTool.json(changed).path("label").asText()).isEqualTo("Trình bày");

        assertThat(tool.call(address, request -> request.DELETE()).statusCode()).isEqualTo(204);
        assertThat(tool.get(address, ITEM).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scoreMaximum\":5}",
                "{\"label\":\"x\"}",
                "{\"label\":\"x\",\"scoreMaximum\":0}",
                "{\"label\":\"x\",\"scoreMaximum\":\"5\"}",
                "{\"label\":\"x\",\"scoreMaximum\":5,\"resourceLinkId\":\"nowhere\"}",
                "[]",
                "{"
            })
    void refusesAFaultyColumn(String body) {
        HttpResponse<String> response = tool.call(
                lineItemsAddress(),
                request -> request.header("Content-Type", ITEM).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(lms.school().lineItems()).containsExactly(column);
    }

    @Test
    void hidesTheColumnsOfOtherTools() throws Exception {
        try (FakeTool other = FakeTool.registeredAt(lms)) {
            String foreign = lineItemAddress("")
                    .replaceAll("type_id=.*", "type_id=" + other.registered().deploymentId());

            assertThat(other.get(lineItemAddress(""), ITEM).statusCode()).isEqualTo(401);
            assertThat(other.get(foreign, ITEM).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsWhatBecameOfTheScores() {
        send(score(NOON));

        JsonNode results = FakeTool.json(tool.get(lineItemAddress("/results"), RESULTS));

        assertThat(results).hasSize(1);
        assertThat(results.path(0).path("userId").asText()).isEqualTo("4");
        assertThat(results.path(0).path("resultScore").asDouble()).isEqualTo(8);
        assertThat(results.path(0).path("resultMaximum").asDouble()).isEqualTo(10);
        assertThat(FakeTool.json(tool.get(lineItemAddress("/results") + "&user_id=5", RESULTS)))
                .isEmpty();
    }

    @Test
    void cannotLimitResults() {
        assertThat(tool.get(lineItemAddress("/results") + "&limit=1", RESULTS).statusCode())
                .isEqualTo(404);
    }
}
