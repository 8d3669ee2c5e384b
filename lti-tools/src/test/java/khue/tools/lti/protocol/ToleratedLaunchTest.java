/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.ltiClaim;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches that differ from what is usual, and are right all the same. */
class ToleratedLaunchTest {

    @Test
    void readsWhatACourseAndALinkWereCopiedFromLatestFirst() {
        LaunchMessage message = given().validLaunch()
                .but(ltiClaim("custom", Map.of("khue_context_history", "17,a%2Cb, ,9", "khue_link_history", "4711")))
                .isAccepted();

        assertThat(message.contextHistory()).containsExactly("17", "a,b", "9");
        assertThat(message.linkHistory()).containsExactly("4711");
    }

    @Test
    void knowsNoHistoryThatThePlatformDidNotFillIn() {
        LaunchMessage message = given().validLaunch()
                .but(ltiClaim("custom", Map.of("khue_context_history", "$Context.id.history", "khue_link_history", "")))
                .isAccepted();

        assertThat(message.contextHistory()).isEmpty();
        assertThat(message.linkHistory()).isEmpty();
    }

    @ParameterizedTest
    @Case(value = 70, outcome = Case.PASSES)
    @ValueSource(strings = {"", " with blanks around ", "{\"a\":\"b\"}"})
    void keepsDataThatGoesBackExactlyAsItCame(String data) {
        assertThat(given().validDeepLinkingRequest()
                        .but(claim(
                                GivenLaunch.DEEP_LINKING_SETTINGS,
                                Map.of(
                                        "deep_link_return_url",
                                        "https://lms.example.vn/",
                                        "accept_types",
                                        List.of("link", "ltiResourceLink"),
                                        "data",
                                        data)))
                        .isAccepted()
                        .deepLinking()
                        .orElseThrow()
                        .data())
                .contains(data);
    }

    @ParameterizedTest
    @Case(value = 58, outcome = Case.PASSES)
    @ValueSource(strings = {"http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", "Learner", "garbage"})
    void acceptsRolesThatAreATextInsteadOfAList(String role) {
        assertThat(given().validLaunch()
                        .but(ltiClaim("roles", role))
                        .isAccepted()
                        .roles()
                        .uris())
                .containsExactly(role);
    }

    @Test
    @Case(value = 58, outcome = Case.PASSES)
    void acceptsALaunchWithoutRoles() {
        Roles roles = given().validLaunch().but(without("roles")).isAccepted().roles();

        assertThat(roles.teaches()).isFalse();
        assertThat(roles.learns()).isFalse();
    }

    @Test
    @Case(value = 62, outcome = Case.PASSES)
    void leavesVariablesOutThatThePlatformDidNotFillIn() {
        Map<String, Object> custom = new HashMap<>();
        custom.put("khue_item", "7c0e3ad2-53f1-4f0c-a3f5-6f1b0bd7f7c1");
        custom.put("due", "$ResourceLink.submission.endDateTime");
        custom.put("price", "$5");
        custom.put("nothing", null);
        custom.put("number", 7);

        assertThat(given().validLaunch()
                        .but(ltiClaim("custom", custom))
                        .isAccepted()
                        .custom())
                .containsOnly(
                        Map.entry("khue_item", "7c0e3ad2-53f1-4f0c-a3f5-6f1b0bd7f7c1"),
                        Map.entry("price", "$5"),
                        Map.entry("number", "7"));
    }

    @Test
    void acceptsGarbageWhereNothingDependsOnIt() {
        LaunchMessage message = given().validLaunch()
                .but(ltiClaim("launch_presentation", "garbage"))
                .but(ltiClaim("custom", List.of()))
                .but(claim("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint", 7))
                .but(claim("given_name", 7))
                .isAccepted();

        assertThat(message.presentation().locale()).isEmpty();
        assertThat(message.custom()).isEmpty();
        assertThat(message.services().lineItems()).isEmpty();
        assertThat(message.names().givenName()).isEmpty();
    }

    @ParameterizedTest
    @Case(value = 63, outcome = Case.PASSES)
    @ValueSource(strings = {"xx-garbage-!!", "', DROP TABLE person", "vi_VN.UTF-8"})
    void acceptsALocaleThatIsNoLanguageTag(String locale) {
        assertThat(given().validLaunch()
                        .but(ltiClaim("launch_presentation", Map.of("locale", locale)))
                        .isAccepted()
                        .presentation()
                        .locale())
                .contains(locale);
    }

    @Test
    void keepsMarkupInNamesAsTheTextThatItIs() {
        assertThat(given().validLaunch()
                        .but(claim("name", "<b>O'Brien & Ánh</b>"))
                        .isAccepted()
                        .names()
                        .name())
                .contains("<b>O'Brien & Ánh</b>");
    }
}
