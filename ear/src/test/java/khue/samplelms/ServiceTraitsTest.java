/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;

/** How LMSs differ in class lists, grades and tokens; what one has without a trait is the other half of each test. */
class ServiceTraitsTest extends WithTraits {
    private static final String MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    private static final String SCORE = "application/vnd.ims.lis.v1.score+json";

    private HttpResponse<String> score(FakeTool tool, UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> score = new HashMap<>(Map.of(
                "userId",
                "4",
                "timestamp",
                clock.instant().plusMillis(7).toString(),
                "activityProgress",
                "Completed",
                "gradingProgress",
                "FullyGraded",
                "scoreGiven",
                8,
                "scoreMaximum",
                10));
        String item = (String) ((Map<?, ?>) launch(tool).get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"))
                .get("lineitem");
        String scores = item.contains("?") ? item.replace("?", "/scores?") : item + "/scores";
        return tool.post(scores, SCORE, change.apply(score));
    }

    private static Grade grade(FakeTool tool) {
        return tool.lms.school().findGrade("78", "4").orElseThrow();
    }

    @Test
    void takesOtherMediaTypesWhenItIsNotStrict() throws Exception {
        FakeTool tool = tool();
        FakeTool strict = tool(Trait.EXACT_MEDIA_TYPES);

        for (String accept : List.of(MEMBERS, "application/json", "text/html, */*;q=0.1")) {
            assertThat(tool.get(members(tool), accept).statusCode()).as(accept).isEqualTo(200);
        }
        assertThat(tool.get(members(tool), "text/html").statusCode()).isEqualTo(400);
        assertThat(strict.get(members(strict), "application/json").statusCode()).isEqualTo(400);
    }

    private static String members(FakeTool tool) {
        return tool.lms.baseUrl() + "/lti/services/CourseSection/2/bindings/"
                + tool.registered().deploymentId() + "/memberships";
    }

    @Test
    void listsWhoLeftAsInactive() throws Exception {
        FakeTool tool = tool(Trait.INACTIVE_MEMBERS_LISTED);

        assertThat(FakeTool.json(tool.get(members(tool), MEMBERS))
                        .path("members")
                        .findValuesAsText("status"))
                .containsExactly("Active", "Active", "Active", "Active", "Inactive");
    }

    @Test
    void escapesNamesOnlyWhereItDoes() throws Exception {
        SampleLms plain = SampleLms.start(options().withAwkwardName(true).withTemperament(PLAIN));
        running.add(plain);
        FakeTool tool = registered(plain);

        assertThat(tool.get(members(tool), MEMBERS).body()).contains("Mai & <Em>");
    }

    @Test
    void hasAsManyPupilsAsItIsTold() throws Exception {
        SampleLms lms = SampleLms.start(options().withTemperament(PLAIN).withPupils(60));
        running.add(lms);

        assertThat(lms.people().pupils()).hasSize(60);
        assertThat(Set.copyOf(lms.people().all())).hasSameSizeAs(lms.people().all());
        HttpResponse<String> first = registered(lms).get(members(runningTool()), MEMBERS);
        assertThat(FakeTool.json(first).path("members")).hasSize(50);
        assertThat(first.headers().firstValue("Link").orElse("")).endsWith("rel=\"next\"");
    }

    private FakeTool runningTool() {
        return (FakeTool) running.get(running.size() - 1);
    }

    @Test
    void linksToMoreLineItemsWellOrBadly() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.MALFORMED_LINE_ITEM_LINKS}, {}}) {
            FakeTool tool = graded(traits);
            tool.lms.school().save(new LineItem("79", tool.clientId(), "", "Thêm", 10, "", "", "", Map.of()));
            String link = tool.get(
                            tool.lms.baseUrl() + "/lti/services/2/lineitems?limit=1&tag=",
                            "application/vnd.ims.lis.v2.lineitemcontainer+json")
                    .headers()
                    .firstValue("Link")
                    .orElseThrow();
            assertThat(link.contains("&amp;")).isEqualTo(traits.length == 1);
            assertThat(link.endsWith("rel=\"next\"")).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void carriesAQueryInTheAddressesOfGrades() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.QUERY_IN_SERVICE_ADDRESSES}, {}}) {
            FakeTool tool = graded(traits);
            assertThat(launch(tool)
                            .get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint")
                            .toString()
                            .contains("?type_id="))
                    .isEqualTo(traits.length == 1);
            assertThat(score(tool, same()).statusCode()).isEqualTo(200);
        }
    }

    private static UnaryOperator<Map<String, Object>> same() {
        return score -> score;
    }

    private static UnaryOperator<Map<String, Object>> but(String name, Object value) {
        return score -> {
            score.put(name, value);
            return score;
        };
    }

    @Test
    void comparesTimestampsByTheSecondOrExactly() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.TIMESTAMPS_OF_WHOLE_SECONDS}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, same());
            String later = clock.instant().plusMillis(8).toString();
            assertThat(score(tool, but("timestamp", later)).statusCode()).isEqualTo(traits.length == 0 ? 200 : 409);
            assertThat(score(tool, but("timestamp", later)).statusCode())
                    .as("the same once more")
                    .isEqualTo(409);
        }
    }

    @Test
    void clearsOrKeepsTheGradeByAnUnfinishedScore() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.UNFINISHED_SCORES_CLEAR}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, same());
            score(
                    tool,
                    but("gradingProgress", "PendingManual")
                            .andThen(but(
                                    "timestamp", clock.instant().plusMillis(9).toString()))::apply);
            assertThat(grade(tool).gradingProgress()).isEqualTo("PendingManual");
            assertThat(grade(tool).score().isPresent()).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void capsOrTakesMoreThanTheMaximum() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.SCORES_CAPPED}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, but("scoreGiven", 12));
            assertThat(grade(tool).score()).contains(traits.length == 0 ? 12.0 : 10.0);
        }
    }

    @Test
    void answersScoresInItsOwnWay() throws Exception {
        assertThat(score(graded(Trait.SCORES_WITHOUT_CONTENT), same()).statusCode())
                .isEqualTo(204);

        FakeTool throttling = graded(Trait.FIRST_SCORE_THROTTLED);
        HttpResponse<String> first = score(throttling, same());
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        assertThat(score(throttling, same()).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsResultsOnlyWhereItCan() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.NO_LIMIT_FOR_RESULTS}, {}}) {
            FakeTool tool = graded(traits);
            String results = tool.lms.baseUrl() + "/lti/services/2/lineitems/78/lineitem/results?limit=1";
            assertThat(tool.get(results, "application/vnd.ims.lis.v2.resultcontainer+json")
                            .statusCode())
                    .isEqualTo(traits.length == 0 ? 200 : 404);
        }
    }

    @Test
    void writesTheExpiryOfAccessTokensAsTextOrNumber() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.EXPIRY_AS_TEXT}, {}}) {
            FakeTool tool = tool(traits);
            JsonNode answer = FakeTool.json(tool.requestToken(
                    tool.tokenForm(tool.signed(tool.assertionClaims().build()), FakeTool.ALL_SCOPES)));
            assertThat(answer.path("expires_in").isTextual()).isEqualTo(traits.length == 1);
        }
    }
}
