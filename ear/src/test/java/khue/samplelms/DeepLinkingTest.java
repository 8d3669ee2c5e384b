/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import khue.samplelms.school.Activity;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeepLinkingTest extends LmsTest {
    @Override
    Options options() {
        return super.options()
                .withTemperament(Temperament.MOODLE
                        .with(Trait.DEEP_LINKING_DATA)
                        .without(Trait.LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN));
    }

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final String DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";

    private Map<String, Object> settings;

    @BeforeEach
    void beginToChoose() {
        Map<String, String> login = teacher.beginDeepLinking(tool.registered()).fields();
        teacher.authorize(tool.authenticationAddress(tool.authenticationRequest(login)));
        settings = settings();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> settings() {
        return (Map<String, Object>) lms.lastIdTokenClaims().get(DEEP_LINKING + "deep_linking_settings");
    }

    private HttpResponse<String> answer(Visitor visitor, JWTClaimsSet claims) {
        return answer(visitor, tool.signed(claims));
    }

    private HttpResponse<String> answer(Visitor visitor, String jwt) {
        return visitor.post((String) settings.get("deep_link_return_url"), Map.of("JWT", jwt));
    }

    private void assertNothingAdded(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("role=\"alert\"");
        assertThat(lms.school().activities()).containsExactly(activity);
    }

    @Test
    void asksForLinksOnlyAndSaysWhereTheAnswerGoes() {
        assertThat(lms.lastIdTokenClaims())
                .containsEntry(CLAIM + "message_type", "LtiDeepLinkingRequest")
                .doesNotContainKey(CLAIM + "resource_link");
        assertThat(settings)
                .containsEntry("accept_types", List.of("ltiResourceLink"))
                .containsEntry("accept_multiple", true)
                .containsEntry("accept_lineitem", true)
                .containsKey("data");
        assertThat((String) settings.get("deep_link_return_url")).startsWith(lms.baseUrl());
    }

    @Test
    void sendsNullForAVariableThatHasNoValueYet() {
        assertThat((Map<?, ?>) lms.lastIdTokenClaims().get(CLAIM + "custom")).containsEntry(cast("link"), null);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }

    @Test
    void makesAnActivityWithAColumnOfAnItem() {
        HttpResponse<String> response = answer(
                teacher,
                tool.deepLinkingClaims(settings, tool.item("Nhật ký đọc sách")).build());

        assertThat(response.statusCode()).isEqualTo(200);
        Activity added = lms.school().activities().get(1);
        assertThat(added.title()).isEqualTo("Nhật ký đọc sách");
        assertThat(added.url()).isEqualTo(tool.launchUri() + "?project=1");
        assertThat(added.custom()).containsEntry("project", "1");
        LineItem item = lms.school().lineItemOf(added).orElseThrow();
        assertThat(item.label()).isEqualTo("Nhật ký đọc sách");
        assertThat(item.scoreMaximum()).isEqualTo(10);
        assertThat(item.tag()).isEqualTo("grade");
        assertThat(teacher.get(lms.baseUrl() + "/course").body()).contains("Nhật ký đọc sách");
    }

    @Test
    void takesSeveralItemsOrNone() {
        answer(
                teacher,
                tool.deepLinkingClaims(settings, tool.item("A"), tool.item("B")).build());
        assertThat(lms.school().activities()).hasSize(3);

        beginToChoose();
        assertThat(answer(teacher, tool.deepLinkingClaims(settings).build()).statusCode())
                .isEqualTo(200);
        assertThat(lms.school().activities()).hasSize(3);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                Arguments.of("iss", "somebody"),
                Arguments.of("aud", "https://elsewhere.example"),
                Arguments.of("exp", 1L),
                Arguments.of("iat", 99999999999L),
                Arguments.of("nonce", null),
                Arguments.of(CLAIM + "message_type", "LtiDeepLinkingRequest"),
                Arguments.of(CLAIM + "version", "1.2"),
                Arguments.of(CLAIM + "deployment_id", "99"),
                Arguments.of(DEEP_LINKING + "data", "altered"),
                Arguments.of(DEEP_LINKING + "data", null),
                Arguments.of(DEEP_LINKING + "content_items", "none"),
                Arguments.of(DEEP_LINKING + "content_items", List.of(Map.of("type", "html", "html", "<p>"))),
                Arguments.of(
                        DEEP_LINKING + "content_items",
                        List.of(Map.of("type", "ltiResourceLink", "url", "https://elsewhere.example/"))),
                Arguments.of(
                        DEEP_LINKING + "content_items",
                        List.of(Map.of("type", "ltiResourceLink", "custom", Map.of("n", 1)))),
                Arguments.of(
                        DEEP_LINKING + "content_items",
                        List.of(Map.of("type", "ltiResourceLink", "lineItem", Map.of("scoreMaximum", -1)))));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void takesNothingFromAnAnswerWithAWrongClaim(String name, Object value) {
        Map<String, Object> claims =
                tool.deepLinkingClaims(settings, tool.item("A")).build().toJSONObject();
        claims.put(name, value);
        claims.values().removeIf(Objects::isNull);

        assertNothingAdded(answer(teacher, tool.signedAsIs(claims)));
    }

    @Test
    void takesNothingWhenOneItemOfSeveralIsWrong() {
        JWTClaimsSet claims = tool.deepLinkingClaims(settings, tool.item("A"), Map.of("type", "link"))
                .build();

        assertNothingAdded(answer(teacher, claims));
    }

    @Test
    void takesNothingUnderAStrangersSignature() {
        JWTClaimsSet claims = tool.deepLinkingClaims(settings, tool.item("A")).build();

        assertNothingAdded(answer(teacher, FakeTool.signed(claims, FakeTool.newKey("first"), "first")));
    }

    @Test
    void takesAnAnswerOnce() {
        JWTClaimsSet claims = tool.deepLinkingClaims(settings, tool.item("A")).build();
        answer(teacher, claims);

        assertThat(answer(teacher, claims).statusCode()).isEqualTo(400);
        assertThat(lms.school().activities()).hasSize(2);
    }

    @Test
    void takesNoNonceTwiceAlsoForAnotherRequest() {
        JWTClaimsSet first = tool.deepLinkingClaims(settings, tool.item("A"))
                .claim("nonce", "same")
                .build();
        answer(teacher, first);
        beginToChoose();

        JWTClaimsSet second = tool.deepLinkingClaims(settings, tool.item("B"))
                .claim("nonce", "same")
                .build();

        assertThat(answer(teacher, second).statusCode()).isEqualTo(400);
        assertThat(lms.school().activities()).hasSize(2);
    }

    @Test
    void takesTheAnswerOnlyFromThePersonWhoAsked() {
        assertNothingAdded(answer(
                Visitor.signedIn(lms, lms.people().administrator()),
                tool.deepLinkingClaims(settings, tool.item("A")).build()));
    }

    @Test
    void postsTheAnswerToItselfWhenTheCookieStayedBehind() {
        String jwt =
                tool.signed(tool.deepLinkingClaims(settings, tool.item("A")).build());

        Visitor.Form again = Visitor.formOn(answer(Visitor.nobody(lms), jwt));

        assertThat(teacher.post(again).statusCode()).isEqualTo(200);
        assertThat(lms.school().activities()).hasSize(2);
    }

    @Test
    void isNotForPupils() {
        String address = lms.baseUrl() + "/course/add/" + tool.clientId();

        assertThat(pupil.get(address).statusCode()).isEqualTo(403);
        assertThat(pupil.get(address + "/launch").statusCode()).isEqualTo(403);
    }

    @Test
    void takesOneItemWhenOnlyOneWasAskedFor() throws Exception {
        try (SampleLms strict = SampleLms.start(options().withTemperament(Temperament.MOODLE.with(Trait.ONE_ITEM)));
                FakeTool other = FakeTool.registeredAt(strict)) {
            Visitor asking = Visitor.signedIn(strict, strict.people().teacher());
            Map<String, String> login =
                    asking.beginDeepLinking(other.registered()).fields();
            asking.authorize(other.authenticationAddress(other.authenticationRequest(login)));
            Map<String, Object> asked = new HashMap<>();
            ((Map<?, ?>) strict.lastIdTokenClaims().get(DEEP_LINKING + "deep_linking_settings"))
                    .forEach((name, value) -> asked.put((String) name, value));
            String jwt = other.signed(other.deepLinkingClaims(asked, other.item("A"), other.item("B"))
                    .build());

            assertThat(asking.post((String) asked.get("deep_link_return_url"), Map.of("JWT", jwt))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(strict.school().activities()).isEmpty();
        }
    }
}
