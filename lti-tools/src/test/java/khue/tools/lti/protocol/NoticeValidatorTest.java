/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.at;
import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.header;
import static khue.tools.lti.protocol.GivenLaunch.ltiClaim;
import static khue.tools.lti.protocol.GivenLaunch.newKey;
import static khue.tools.lti.protocol.GivenLaunch.noKeyId;
import static khue.tools.lti.protocol.GivenLaunch.notSigned;
import static khue.tools.lti.protocol.GivenLaunch.published;
import static khue.tools.lti.protocol.GivenLaunch.signedBy;
import static khue.tools.lti.protocol.GivenLaunch.signedWithThePublicKeyAsAPassword;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A notice that is right in every point, as Canvas sends it, spoilt in one. */
class NoticeValidatorTest {

    @Test
    void readsThatACourseWasCopied() {
        Notice notice = validate(notice());

        assertThat(notice)
                .isEqualTo(new Notice(
                        "7a70e604-5b2e-4013-b628-4806228999f1",
                        Notice.CONTEXT_COPY,
                        "1",
                        Instant.parse("2026-11-22T02:59:58Z"),
                        java.util.Optional.of("2"),
                        List.of("1")));
    }

    @Test
    void readsANoticeThatIsAboutNoCourse() {
        Notice notice = validate(notice().but(without("context"))
                .but(without("origin_contexts"))
                .but(ltiClaim("notice", Map.of("id", "1", "type", "LtiHelloWorldNotice", "timestamp", "yesterday"))));

        assertThat(notice.context()).isEmpty();
        assertThat(notice.originContexts()).isEmpty();
        assertThat(notice.at()).isEqualTo(GivenLaunch.NOW);
    }

    @Test
    void refusesOneThatIsNotSigned() {
        refuses(LaunchReason.ALGORITHM_REFUSED, header("alg", "none").andThen(notSigned()));
        refuses(LaunchReason.SIGNATURE_WRONG, notSigned());
    }

    @Test
    void refusesOneThatIsSignedBySomebodyElse() {
        refuses(LaunchReason.SIGNATURE_WRONG, signedBy(newKey(2048)));
        refuses(LaunchReason.ALGORITHM_REFUSED, signedWithThePublicKeyAsAPassword());
        refuses(LaunchReason.KEY_ID_MISSING, noKeyId());
        refuses(LaunchReason.KEY_UNKNOWN, published());
    }

    @Test
    void refusesOneOfAnotherPlatform() {
        refuses(LaunchReason.ISSUER_OTHER, claim("iss", "https://other.example.vn"));
    }

    @Test
    void refusesOneForAnotherTool() {
        refuses(LaunchReason.AUDIENCE_OTHER, claim("aud", "client-2"));
        refuses(LaunchReason.AUDIENCE_OTHER, claim("aud", List.of("client-1", "client-2")));
        refuses(LaunchReason.AUDIENCE_OTHER, without("aud"));
        refuses(LaunchReason.AUTHORIZED_PARTY_OTHER, claim("azp", "client-2"));
    }

    @Test
    void refusesOneFromAnotherTime() {
        refuses(LaunchReason.TOKEN_EXPIRED, at(Duration.ofMinutes(5)));
        refuses(LaunchReason.TOKEN_FROM_THE_FUTURE, at(Duration.ofMinutes(-2)));
        refuses(LaunchReason.TOKEN_TIME_UNUSABLE, without("iat"));
        refuses(
                LaunchReason.TOKEN_TOO_OLD,
                claim("exp", GivenLaunch.NOW.plus(Duration.ofHours(1)).getEpochSecond())
                        .andThen(at(Duration.ofMinutes(11))));
    }

    @Test
    void refusesOneThatLacksWhatANoticeNeeds() {
        refuses(LaunchReason.VERSION_OTHER, without("version"));
        refuses(LaunchReason.NOTICE_UNUSABLE, without("notice"));
        refuses(LaunchReason.NOTICE_UNUSABLE, ltiClaim("notice", Map.of("type", "LtiContextCopyNotice")));
        refuses(LaunchReason.NOTICE_UNUSABLE, ltiClaim("notice", Map.of("id", "1")));
        refuses(LaunchReason.NOTICE_UNUSABLE, without("deployment_id"));
        refuses(LaunchReason.NOTICE_UNUSABLE, ltiClaim("deployment_id", "x".repeat(256)));
    }

    @Test
    void takesOnlySoManyOriginsOfACourse() {
        assertThat(validate(notice().but(ltiClaim("origin_contexts", Collections.nCopies(10_000, "1"))))
                        .originContexts())
                .hasSize(100);
    }

    private static GivenLaunch notice() {
        return GivenLaunch.given()
                .but(without("sub"))
                .but(without("target_link_uri"))
                .but(without("roles"))
                .but(claim("azp", "client-1"))
                .but(ltiClaim(
                        "notice",
                        Map.of(
                                "id",
                                "7a70e604-5b2e-4013-b628-4806228999f1",
                                "timestamp",
                                "2026-11-22T02:59:58Z",
                                "type",
                                "LtiContextCopyNotice")))
                .but(ltiClaim("origin_contexts", List.of("1")));
    }

    private static Notice validate(GivenLaunch notice) {
        return new NoticeValidator(
                        keyId -> notice.keys(notice.platform, keyId), Clock.fixed(notice.now, ZoneOffset.UTC))
                .validate(notice.token(), notice.platform);
    }

    private static void refuses(LaunchReason reason, Consumer<GivenLaunch> mutation) {
        assertThatThrownBy(() -> validate(notice().but(mutation)))
                .isInstanceOfSatisfying(
                        LaunchRejected.class,
                        rejected -> assertThat(rejected.reason())
                                .as(rejected.detail())
                                .isEqualTo(reason));
    }
}
