/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import khue.samplelms.Visitor.Form;
import khue.samplelms.school.Activity;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest extends LmsTest {
    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private Map<String, String> request(Visitor visitor) {
        return tool.authenticationRequest(visitor.beginLaunch(activity).fields());
    }

    private Form answer(Visitor visitor, Map<String, String> request) {
        return visitor.authorize(tool.authenticationAddress(request));
    }

    @Test
    void initiatesTheLoginWithEverythingTheStandardNames() {
        Form login = pupil.beginLaunch(activity);

        assertThat(login.action()).isEqualTo(tool.baseUrl() + "/login");
        assertThat(login.fields())
                .containsEntry("iss", lms.baseUrl())
                .containsEntry("login_hint", "4")
                .containsEntry("target_link_uri", activity.url())
                .containsEntry("client_id", tool.clientId())
                .containsEntry("lti_deployment_id", tool.registered().deploymentId())
                .containsKey("lti_message_hint");
    }

    @Test
    void answersACorrectRequestWithASignedTokenAndTheState() throws ParseException, JOSEException {
        Map<String, String> request = request(pupil);

        Form answer = answer(pupil, request);

        assertThat(answer.action()).isEqualTo(tool.launchUri());
        assertThat(answer.fields()).containsOnlyKeys("id_token", "state").containsEntry("state", request.get("state"));
        SignedJWT token = SignedJWT.parse(answer.fields().get("id_token"));
        assertThat(token.verify(new RSASSAVerifier(
                        published().getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        Map<String, Object> claims = token.getJWTClaimsSet().toJSONObject();
        assertThat(claims)
                .containsEntry("iss", lms.baseUrl())
                .containsEntry("aud", tool.clientId())
                .containsEntry("sub", "4")
                .containsEntry("nonce", request.get("nonce"))
                .containsEntry("name", "Trần Minh An")
                .containsEntry(CLAIM + "version", "1.3.0")
                .containsEntry(CLAIM + "message_type", "LtiResourceLinkRequest")
                .containsEntry(CLAIM + "target_link_uri", activity.url())
                .containsEntry(CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"));
        assertThat((long) claims.get("exp") - (long) claims.get("iat")).isEqualTo(60);
    }

    private JWKSet published() throws ParseException {
        return JWKSet.parse(pupil.get(lms.addresses().jwks()).body());
    }

    @Test
    void sendsOnlyThePersonalClaimsThatTheToolAskedFor() {
        answer(pupil, request(pupil));

        assertThat(lms.lastIdTokenClaims()).containsKey("given_name").doesNotContainKey("email");
    }

    @Test
    void fillsInKnownVariablesAndLeavesUnknownOnesLiterally() {
        answer(pupil, request(pupil));

        assertThat(lms.lastIdTokenClaims().get(CLAIM + "custom"))
                .isEqualTo(Map.of(
                        "project", "1",
                        "link", activity.id(),
                        "history", "",
                        "due", "$ResourceLink.submission.endDateTime"));
    }

    @Test
    void tellsTheAddressesOfTheServices() {
        answer(pupil, request(pupil));

        assertThat(lms.lastIdTokenClaims().get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"))
                .asInstanceOf(MAP)
                .containsEntry("lineitem", lineItemAddress(""))
                .containsEntry("lineitems", lineItemsAddress());
    }

    @Test
    void givesAnAdministratorTheSystemRoleBesidesTheOneInTheCourse() {
        Visitor administrator = Visitor.signedIn(lms, lms.people().administrator());

        answer(administrator, request(administrator));

        assertThat(lms.lastIdTokenClaims().get(CLAIM + "roles"))
                .asInstanceOf(LIST)
                .contains(
                        "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
                        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator");
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid profile, invalid_scope",
        "response_type, code, unsupported_response_type",
        "response_mode, query, invalid_request",
        "prompt, login, invalid_request",
        "state, '', invalid_request",
        "nonce, '', invalid_request",
        "login_hint, 5, access_denied",
        "lti_message_hint, '{\"cmid\":1,\"launchid\":\"other\"}', access_denied",
        "lti_deployment_id, 1, invalid_request"
    })
    void postsAnErrorToTheToolWhenTheRequestIsWrong(String name, String value, String error) {
        Map<String, String> request = request(pupil);
        request.put(name, value);

        Form answer = answer(pupil, request);

        assertThat(answer.action()).isEqualTo(tool.launchUri());
        assertThat(answer.fields()).containsEntry("error", error).doesNotContainKey("id_token");
        assertThat(lms.lastIdToken()).isEmpty();
    }

    @Test
    void returnsTheStateWithAnError() {
        Map<String, String> request = request(pupil);
        request.put("prompt", "login");

        assertThat(answer(pupil, request).fields()).containsEntry("state", request.get("state"));
    }

    @ParameterizedTest
    @CsvSource({"redirect_uri, ?x=1", "redirect_uri, /", "client_id, x"})
    void sendsNothingAnywhereWhenClientOrRedirectUriIsNotExactlyTheRegisteredOne(String name, String suffix) {
        Map<String, String> request = request(pupil);
        request.computeIfPresent(name, (key, value) -> value + suffix);

        HttpResponse<String> page = pupil.get(tool.authenticationAddress(request));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).doesNotContain("data-send");
    }

    @Test
    void refusesARepeatedParameter() {
        String address = tool.authenticationAddress(request(pupil)) + "&nonce=again";

        assertThat(pupil.get(address).statusCode()).isEqualTo(400);
    }

    @Test
    void acceptsTheRequestAsAPost() {
        Map<String, String> request = request(pupil);

        assertThat(pupil.post(lms.addresses().authorization(), request).body()).contains("id_token");
    }

    @Test
    void givesOneTokenForOneLaunch() {
        Map<String, String> request = request(pupil);
        answer(pupil, request);

        assertThat(answer(pupil, request).fields()).containsEntry("error", "access_denied");
    }

    @Test
    void letsTwoLaunchesOfOnePersonPassSideBySide() {
        Map<String, String> first = request(pupil);
        Map<String, String> second = request(pupil);

        assertThat(answer(pupil, second).fields()).containsKey("id_token");
        assertThat(answer(pupil, first).fields()).containsKey("id_token");
    }

    @Test
    void refusesALaunchThatWaitedTooLong() {
        Map<String, String> request = request(pupil);
        clock.advance(Duration.ofMinutes(11));

        assertThat(answer(pupil, request).fields()).containsEntry("error", "access_denied");
    }

    @Test
    void refusesTheHintOfAnotherPersonsLaunch() {
        Map<String, String> request = request(teacher);
        request.put("login_hint", "4");

        assertThat(answer(pupil, request).fields()).containsEntry("error", "access_denied");
    }

    @Test
    void repeatsTheRequestItselfWhenTheCookieStayedBehindAndThenGivesUp() {
        Map<String, String> request = request(pupil);
        Visitor cookieless = Visitor.nobody(lms);

        Form again = answer(cookieless, request);

        assertThat(again.action()).isEqualTo(lms.addresses().authorization());
        assertThat(again.fields()).containsAllEntriesOf(request);
        assertThat(Visitor.formOn(cookieless.post(again)).fields()).containsEntry("error", "login_required");
        assertThat(Visitor.formOn(pupil.post(again)).fields()).containsKey("id_token");
    }

    @Test
    void signsWithANewKeyAfterRotationAndStillPublishesTheOldOne() throws ParseException {
        answer(pupil, request(pupil));
        String before = SignedJWT.parse(lms.lastIdToken()).getHeader().getKeyID();
        lms.rotateSigningKey();
        answer(pupil, request(pupil));
        String after = SignedJWT.parse(lms.lastIdToken()).getHeader().getKeyID();

        assertThat(after).isNotEqualTo(before);
        assertThat(published().getKeys()).extracting(JWK::getKeyID).containsExactly(after, before);
    }

    @Test
    void publishesNoPrivateKey() {
        assertThat(pupil.get(lms.addresses().jwks()).body())
                .doesNotContain("\"d\"")
                .doesNotContain("\"p\"");
    }

    @Test
    void initiatesLoginsByGetWhenAsked() throws Exception {
        try (SampleLms other = SampleLms.start(options().withTemperament(Temperament.MOODLE.with(Trait.LOGIN_BY_GET)));
                FakeTool otherTool = FakeTool.registeredAt(other)) {
            other.school().save(new Activity("9", otherTool.clientId(), "Bài", "", otherTool.launchUri(), Map.of()));
            Visitor visitor = Visitor.signedIn(other, other.people().teacher());

            HttpResponse<String> response = visitor.get(other.baseUrl() + "/course/activities/9/launch");

            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(response.headers().firstValue("Location").orElseThrow())
                    .startsWith(otherTool.baseUrl() + "/login?iss=")
                    .contains("lti_message_hint=");
        }
    }
}
