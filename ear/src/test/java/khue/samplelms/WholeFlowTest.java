/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTParser;
import java.util.Map;
import khue.samplelms.school.Activity;
import org.junit.jupiter.api.Test;

/** What a correct tool sees of the LMS from the registration to the grade. */
class WholeFlowTest {
    @Test
    void leadsACorrectToolFromTheRegistrationToTheGrade() throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults());
                FakeTool tool = FakeTool.registeredAt(lms)) {
            Visitor teacher = Visitor.signedIn(lms, lms.people().teacher());
            Visitor pupil = Visitor.signedIn(lms, lms.people().pupils().get(2));

            Map<String, Object> request = launch(tool, teacher, teacher.beginDeepLinking(tool.registered()));
            Map<String, Object> settings =
                    object(request, "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings");
            String answer = tool.signed(tool.deepLinkingClaims(settings, tool.item("Vườn trường em"))
                    .build());
            teacher.post((String) settings.get("deep_link_return_url"), Map.of("JWT", answer));
            Activity activity = lms.school().activities().get(0);

            Map<String, Object> claims = launch(tool, pupil, pupil.beginLaunch(activity));
            String lineItem = (String) object(claims, "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint")
                    .get("lineitem");
            String members = (String) object(claims, "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice")
                    .get("context_memberships_url");
            assertThat(tool.get(members, "application/vnd.ims.lti-nrps.v2.membershipcontainer+json")
                            .body())
                    .contains("Đặng Gia Huy");
            int status = tool.post(
                            lineItem.replace("?", "/scores?"),
                            "application/vnd.ims.lis.v1.score+json",
                            Map.of(
                                    "userId", claims.get("sub"),
                                    "timestamp", "2026-11-22T03:00:00.000Z",
                                    "activityProgress", "Completed",
                                    "gradingProgress", "FullyGraded",
                                    "scoreGiven", 9,
                                    "scoreMaximum", 10,
                                    "comment", "Luống rau rất xanh"))
                    .statusCode();

            assertThat(status).isEqualTo(200);
            assertThat(pupil.get(lms.baseUrl() + "/course/grades").body()).contains("9 / 10", "Luống rau rất xanh");
        }
    }

    private static Map<String, Object> launch(FakeTool tool, Visitor visitor, Visitor.Form login) throws Exception {
        Visitor.Form answer = visitor.authorize(tool.authenticationAddress(tool.authenticationRequest(login.fields())));
        return JWTParser.parse(answer.fields().get("id_token"))
                .getJWTClaimsSet()
                .toJSONObject();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> claims, String name) {
        return (Map<String, Object>) claims.get(name);
    }
}
