/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginInitiationTest {

    private static final String RIGHT =
            "iss=https%3A%2F%2Flms.example.vn&login_hint=4&target_link_uri=https%3A%2F%2Fkhue.example.vn"
                    + "&lti_message_hint=%7B%22cmid%22%3A%227%22%7D&client_id=client-1&lti_deployment_id=1";

    @Test
    void readsWhatThePlatformSends() {
        LoginInitiation initiation = LoginInitiation.of(Parameters.of(null, RIGHT));

        assertThat(initiation.issuer()).isEqualTo("https://lms.example.vn");
        assertThat(initiation.messageHint()).contains("{\"cmid\":\"7\"}");
        assertThat(initiation.deploymentId()).contains("1");
    }

    @Test
    void readsAQueryAndAFormTogether() {
        assertThat(LoginInitiation.of(Parameters.of("iss=a&login_hint=b", "target_link_uri=c&foo=1&foo=2")))
                .isEqualTo(LoginInitiation.of(Parameters.of("iss=a&login_hint=b&target_link_uri=c", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "login_hint", "target_link_uri"})
    void refusesALoginWithoutWhatItNeeds(String name) {
        refused(RIGHT.replaceFirst("(^|&)" + name + "=[^&]*", ""), LaunchReason.LOGIN_PARAMETER_MISSING);
        refused(RIGHT.replaceFirst(name + "=[^&]*", name + "="), LaunchReason.LOGIN_PARAMETER_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id", "lti_deployment_id"})
    void refusesAParameterThatStandsThereTwice(String name) {
        refused(RIGHT + "&" + name + "=x", LaunchReason.PARAMETER_REPEATED);
        assertThatThrownBy(() -> LoginInitiation.of(Parameters.of(name + "=x", RIGHT)))
                .extracting("reason")
                .isEqualTo(LaunchReason.PARAMETER_REPEATED);
    }

    @ParameterizedTest
    @CsvSource({"%00", "%0D%0A", "%1B"})
    void refusesControlCharacters(String escape) {
        refused(RIGHT.replace("login_hint=4", "login_hint=4" + escape), LaunchReason.PARAMETER_UNUSABLE);
    }

    @Test
    void refusesAHintThatIsTooLong() {
        refused(RIGHT.replace("login_hint=4", "login_hint=" + "4".repeat(64 * 1024)), LaunchReason.PARAMETER_UNUSABLE);
    }

    @Test
    void refusesABrokenEscape() {
        assertThatThrownBy(() -> Parameters.of(null, "iss=%zz"))
                .extracting("reason")
                .isEqualTo(LaunchReason.PARAMETER_UNUSABLE);
    }

    @Test
    void isAnsweredWithExactlyTheSpecifiedParameters() {
        LoginInitiation initiation = LoginInitiation.of(Parameters.of("unknown=1", RIGHT));

        String request = new AuthenticationRequest(
                        GivenLaunch.LMS, initiation, GivenLaunch.TOOL, "the state", "the nonce")
                .toUri()
                .toString();

        assertThat(request).startsWith("https://lms.example.vn/mod/lti/auth.php?");
        assertThat(Parameters.of(URI.create(request).getRawQuery(), "").values())
                .containsOnlyKeys(
                        "scope",
                        "response_type",
                        "response_mode",
                        "prompt",
                        "client_id",
                        "redirect_uri",
                        "state",
                        "nonce",
                        "login_hint",
                        "lti_message_hint")
                .containsEntry("scope", List.of("openid"))
                .containsEntry("response_type", List.of("id_token"))
                .containsEntry("response_mode", List.of("form_post"))
                .containsEntry("prompt", List.of("none"))
                .containsEntry("redirect_uri", List.of(GivenLaunch.TOOL.toString()))
                .containsEntry("lti_message_hint", List.of("{\"cmid\":\"7\"}"))
                .containsEntry("state", List.of("the state"));
    }

    @Test
    void readsTheFrameThatKeepsValuesAndTellsNobodyOfIt() {
        LoginInitiation initiation = LoginInitiation.of(Parameters.of("lti_storage_target=_parent", RIGHT));

        assertThat(initiation.storageTarget()).contains("_parent");
        assertThat(initiation.withoutStorage().storageTarget()).isEmpty();
        assertThat(new AuthenticationRequest(GivenLaunch.LMS, initiation, GivenLaunch.TOOL, "s", "n")
                        .toUri()
                        .toString())
                .doesNotContain("_parent");
    }

    @Test
    void keepsTheQueryOfAnAuthorizationEndpoint() {
        PlatformRegistration platform = new PlatformRegistration(
                "https://lms.example.vn",
                "client-1",
                URI.create("https://lms.example.vn/auth?tenant=7"),
                URI.create("https://lms.example.vn/token"),
                java.util.Optional.empty(),
                URI.create("https://lms.example.vn/keys"));

        URI request = new AuthenticationRequest(
                        platform, LoginInitiation.of(Parameters.of(null, RIGHT)), GivenLaunch.TOOL, "s", "n")
                .toUri();

        assertThat(request.getRawQuery()).startsWith("tenant=7&scope=openid&");
    }

    private static void refused(String form, LaunchReason reason) {
        assertThatThrownBy(() -> LoginInitiation.of(Parameters.of(null, form)))
                .isInstanceOf(LaunchRejected.class)
                .extracting("reason")
                .isEqualTo(reason);
    }
}
