/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic registration, with the configuration that a real Moodle published. */
class RegistrationTest {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    private static final URI CANVAS =
            URI.create("https://canvas.example/api/lti/security/openid-configuration?registration_token=a");
    private static final URI SOURCE = URI.create("http://127.0.0.1:8180/mod/lti/openid-configuration.php");

    @Test
    void readsMoodlesConfiguration() throws IOException {
        PlatformConfiguration platform = PlatformConfiguration.of(moodle(), SOURCE);

        assertThat(platform.issuer()).isEqualTo("http://127.0.0.1:8180");
        assertThat(platform.productFamily()).contains("moodle");
        assertThat(platform.messages()).containsExactlyInAnyOrder("LtiResourceLinkRequest", "LtiDeepLinkingRequest");
    }

    @ParameterizedTest
    @Case(value = 82, registrationRefused = RegistrationReason.ISSUER_FOREIGN)
    @ValueSource(strings = {"http://127.0.0.2:8180/x", "http://evil.example/openid-configuration"})
    void refusesAConfigurationThatSpeaksForAnotherHost(String source) {
        assertThatThrownBy(() -> PlatformConfiguration.of(moodle(), URI.create(source)))
                .extracting("reason")
                .isEqualTo(RegistrationReason.ISSUER_FOREIGN);
    }

    /** A hosted LMS: one issuer, sign-in at a host of its own, and each school at its own address. */
    @Test
    void knowsThePagesOfASchoolWhoseLmsIsHosted() {
        PlatformConfiguration platform = PlatformConfiguration.of(canvas("sso.canvas.example"), CANVAS);

        PlatformRegistration registration = platform.completedBy(
                        "{\"client_id\":\"10000000000001\"}".getBytes(StandardCharsets.UTF_8))
                .registration();

        assertThat(registration.furtherOrigins()).containsExactly("https://school.example");
        assertThat(registration.owns("https://school.example/api/lti/courses/1/line_items"))
                .isTrue();
        assertThat(registration.owns("https://other-school.example/api/lti/courses/1/line_items"))
                .isFalse();
    }

    @Test
    void saysNothingNewWhenItRegistersAgainWithLessThanIsKnown() throws IOException {
        PlatformRegistration moodle = PlatformConfiguration.of(moodle(), SOURCE)
                .completedBy("{\"client_id\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                .registration();
        PlatformRegistration moved = new PlatformRegistration(
                moodle.issuer(),
                moodle.clientId(),
                moodle.authorizationEndpoint(),
                moodle.tokenEndpoint(),
                moodle.tokenAudience(),
                moodle.jwksUri(),
                Set.of("https://pages.example/a/b"));

        assertThat(moved.furtherOrigins()).containsExactly("https://pages.example");
        assertThat(moved.covers(moodle)).isTrue();
        assertThat(moodle.covers(moved)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sso.canvas.example, https://sso.canvas.example/login/oauth2/token",
        "https://audience.example/token, https://audience.example/token"
    })
    void addressesAssertionsToTheAuthorizationServerUnlessItIsAMereHost(String server, String audience) {
        PlatformRegistration registration = PlatformConfiguration.of(canvas(server), CANVAS)
                .completedBy("{\"client_id\":\"10000000000001\"}".getBytes(StandardCharsets.UTF_8))
                .registration();

        assertThat(registration.assertionAudience()).isEqualTo(audience);
    }

    @ParameterizedTest
    @CsvSource({"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"})
    void refusesAConfigurationWithoutWhatItNeeds(String name) throws IOException {
        byte[] document = new String(moodle(), StandardCharsets.UTF_8)
                .replace('"' + name + '"', "\"other\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PlatformConfiguration.of(document, SOURCE))
                .extracting("reason")
                .isEqualTo(RegistrationReason.CONFIGURATION_UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"issuer\":1,\"issuer\":2}"})
    void refusesWhatIsNoConfiguration(String document) {
        assertThatThrownBy(() -> PlatformConfiguration.of(document.getBytes(StandardCharsets.UTF_8), SOURCE))
                .extracting("reason")
                .isEqualTo(RegistrationReason.CONFIGURATION_UNUSABLE);
    }

    @Test
    void asksMoodleForWhatItHasAndForNoAddressOfAnybody() throws IOException {
        JsonNode request = new ObjectMapper().readTree(tool().requestTo(PlatformConfiguration.of(moodle(), SOURCE)));

        assertThat(request.path("application_type").asText()).isEqualTo("web");
        assertThat(request.path("response_types")).hasToString("[\"id_token\"]");
        assertThat(request.path("token_endpoint_auth_method").asText()).isEqualTo("private_key_jwt");
        assertThat(request.path("redirect_uris")).hasToString("[\"https://khue.example.vn:8443/tools/lti/launch\"]");
        assertThat(request.path("scope").asText().split(" ")).hasSize(5);
        JsonNode tool = request.path(CLAIM);
        assertThat(tool.path("domain").asText()).isEqualTo("khue.example.vn:8443");
        assertThat(tool.path("claims")).hasToString("[\"iss\",\"sub\",\"name\",\"given_name\",\"family_name\"]");
        assertThat(tool.path("messages").findValuesAsText("type"))
                .containsExactly("LtiResourceLinkRequest", "LtiDeepLinkingRequest");
    }

    @Test
    void asksForGroupsAndNoticesWhereThereAreSome() throws IOException {
        String more = "\"https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly\","
                + "\"https://purl.imsglobal.org/spec/lti/scope/noticehandlers\",";
        byte[] document = new String(moodle(), StandardCharsets.UTF_8)
                .replaceFirst("(\"scopes_supported\"\\s*:\\s*\\[)", "$1" + more)
                .getBytes(StandardCharsets.UTF_8);

        JsonNode request = new ObjectMapper().readTree(tool().requestTo(PlatformConfiguration.of(document, SOURCE)));

        assertThat(request.path("scope").asText().split(" "))
                .hasSize(7)
                .contains(
                        "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly",
                        "https://purl.imsglobal.org/spec/lti/scope/noticehandlers");
    }

    @Test
    void asksWhatCoursesAndLinksWereCopiedFrom() throws IOException {
        JsonNode request = new ObjectMapper().readTree(tool().requestTo(PlatformConfiguration.of(moodle(), SOURCE)));

        assertThat(request.path(CLAIM).path("custom_parameters")).isEqualTo(new ObjectMapper().readTree("""
                        {"khue_context_history":"$Context.id.history","khue_groups":"$Moodle.Person.userGroupIds","khue_link_history":"$ResourceLink.id.history"}"""));
    }

    @Test
    void asksForEveryMessageThatWeUnderstandByTheNameThatThePlatformUses() throws IOException {
        assertThat(messagesFor("""
                        {"type":"LtiResourceLinkRequest"},{"type":"LtiSubmissionReviewRequest"},{"type":"DataPrivacyLaunchRequest"},
                        {"type":"LtiContextLaunchRequest"},{"type":"LtiStartProctoring"}"""))
                .containsExactly(
                        "LtiResourceLinkRequest",
                        "LtiSubmissionReviewRequest",
                        "LtiContextLaunchRequest",
                        "DataPrivacyLaunchRequest");
    }

    @Test
    void asksForTheUsualMessagesWhereThePlatformDoesNotSay() throws IOException {
        assertThat(messagesFor("")).containsExactly("LtiResourceLinkRequest", "LtiDeepLinkingRequest");
    }

    private static List<String> messagesFor(String supported) throws IOException {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(moodle());
        ((ObjectNode) document.get("https://purl.imsglobal.org/spec/lti-platform-configuration"))
                .set("messages_supported", new ObjectMapper().readTree("[" + supported + "]"));
        PlatformConfiguration platform =
                PlatformConfiguration.of(document.toString().getBytes(StandardCharsets.UTF_8), SOURCE);
        return new ObjectMapper()
                .readTree(tool().requestTo(platform))
                .path(CLAIM)
                .path("messages")
                .findValuesAsText("type");
    }

    @Test
    void asksForNoScopeThatThePlatformDoesNotHave() throws IOException {
        byte[] document = new String(moodle(), StandardCharsets.UTF_8)
                .replaceAll("\"https://purl.imsglobal.org/spec/lti-nrps[^\"]*\",", "")
                .getBytes(StandardCharsets.UTF_8);

        JsonNode request = new ObjectMapper().readTree(tool().requestTo(PlatformConfiguration.of(document, SOURCE)));

        assertThat(request.path("scope").asText()).doesNotContain("lti-nrps").contains("lti-ags/scope/score");
    }

    @Test
    void takesTheClientIdAndTheDeploymentFromTheAnswer() throws IOException {
        var registered = PlatformConfiguration.of(moodle(), SOURCE).completedBy("""
                {"client_id":"UN9fDUpGji5p3Bm","https://purl.imsglobal.org/spec/lti-tool-configuration":{"deployment_id":"1"}}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(registered.registration().clientId()).isEqualTo("UN9fDUpGji5p3Bm");
        assertThat(registered.deploymentId()).contains("1");
        assertThat(registered.clientUri()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"client_id\":7}", "{\"client_id\":\" \"}", "nothing"})
    void refusesAnAnswerWithoutAClientId(String answer) throws IOException {
        PlatformConfiguration platform = PlatformConfiguration.of(moodle(), SOURCE);

        assertThatThrownBy(() -> platform.completedBy(answer.getBytes(StandardCharsets.UTF_8)))
                .extracting("reason")
                .isEqualTo(RegistrationReason.CONFIGURATION_UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openid_configuration=",
                "openid_configuration=file:///etc/passwd",
                "openid_configuration=https://a.example/&openid_configuration=https://b.example/",
                "openid_configuration=https://a.example/&registration_token=a%20b",
                "openid_configuration=https://a.example/&registration_token=%0d%0aX-Header:1",
                "openid_configuration=%zz"
            })
    void refusesARequestThatCannotBeUsed(String query) {
        assertThatThrownBy(() -> RegistrationRequest.ofQuery(query))
                .extracting("reason")
                .isEqualTo(RegistrationReason.PARAMETER_UNUSABLE);
    }

    @Test
    void needsNoToken() {
        assertThat(RegistrationRequest.ofQuery("openid_configuration=https://a.example/")
                        .token())
                .isEqualTo(Optional.empty());
    }

    private static ToolConfiguration tool() {
        URI tool = URI.create("https://khue.example.vn:8443/tools/");
        return new ToolConfiguration(
                "Khuê",
                "Hồ sơ dự án học tập",
                "khue.example.vn:8443",
                tool.resolve("lti/login"),
                tool.resolve("lti/launch"),
                tool.resolve("lti/jwks"),
                tool.resolve("assets/khue-logo.svg"));
    }

    private static byte[] canvas(String authorizationServer) {
        return """
                {
                  "issuer": "https://canvas.example",
                  "authorization_endpoint": "https://sso.canvas.example/api/lti/authorize_redirect",
                  "token_endpoint": "https://sso.canvas.example/login/oauth2/token",
                  "authorization_server": "%s",
                  "jwks_uri": "https://sso.canvas.example/api/lti/security/jwks",
                  "registration_endpoint": "https://school.example/api/lti/registrations"
                }
                """.formatted(authorizationServer).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] moodle() throws IOException {
        try (InputStream document = RegistrationTest.class.getResourceAsStream("/moodle/openid-configuration.json")) {
            return document.readAllBytes();
        }
    }
}
