/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.samplelms.temperament.Temperament;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest extends LmsTest {
    private static final String MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    @Override
    Options options() {
        return super.options()
                .withTemperament(Temperament.MOODLE.withMembersPageSize(2))
                .withAwkwardName(true);
    }

    private String address() {
        return lms.baseUrl() + "/lti/services/CourseSection/2/bindings/"
                + tool.registered().deploymentId() + "/memberships";
    }

    private List<JsonNode> all(String address) {
        List<JsonNode> members = new ArrayList<>();
        String next = address;
        while (!next.isEmpty()) {
            HttpResponse<String> page = tool.get(next, MEMBERS);
            FakeTool.json(page).path("members").forEach(members::add);
            Matcher link = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
            next = link.find() ? link.group(1) : "";
        }
        return members;
    }

    @Test
    void listsEverybodyEnrolledPageByPage() {
        HttpResponse<String> first = tool.get(address(), MEMBERS);

        assertThat(first.headers().firstValue("Content-Type")).contains(MEMBERS);
        assertThat(FakeTool.json(first).path("members")).hasSize(2);
        assertThat(all(address()))
                .extracting(member -> member.path("user_id").asText())
                .containsExactly("3", "4", "5", "6", "7");
    }

    @Test
    void givesRoleAndStatusOfEachMember() {
        JsonNode member = all(address()).get(0);

        assertThat(member.path("status").asText()).isEqualTo("Active");
        assertThat(member.path("roles").path(0).asText())
                .isEqualTo("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor");
        assertThat(member.path("name").asText()).isEqualTo("Nguyễn Thu Hà");
        assertThat(member.has("email")).as("the tool did not ask for it").isFalse();
    }

    @Test
    void escapesNamesForHtmlAsMoodleDoes() {
        assertThat(all(address()).get(4).path("name").asText()).isEqualTo("O'Brien Mai &amp; &lt;Em&gt;");
    }

    @Test
    void filtersByRoleAlsoAcrossPages() {
        String learner = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

        assertThat(all(address() + "?role=Learner")).hasSize(4);
        assertThat(all(address() + "?role=" + URLEncoder.encode(learner, StandardCharsets.UTF_8)))
                .hasSize(4);
        assertThat(all(address() + "?role=Mentor")).isEmpty();
    }

    @Test
    void tellsWithAnActivityWhatItsLaunchWouldSay() {
        JsonNode member = all(address() + "?rlid=" + activity.id()).get(1);

        assertThat(member.path("message").path(0).toString()).contains("\"project\":\"1\"");
        assertThat(tool.get(address() + "?rlid=nowhere", MEMBERS).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json"})
    void wantsTheExactMediaType(String accept) {
        assertThat(tool.get(address(), accept).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void refusesALimitThatIsNone(String limit) {
        assertThat(tool.get(address() + "?limit=" + limit, MEMBERS).statusCode())
                .isEqualTo(400);
    }

    @Test
    void givesNobodyAnotherToolsAddress() {
        assertThat(tool.get(address().replaceAll("bindings/\\d+", "bindings/999"), MEMBERS)
                        .statusCode())
                .isEqualTo(404);
    }
}
