/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.NOW;
import static khue.tools.lti.protocol.GivenLaunch.at;
import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.newKey;
import static khue.tools.lti.protocol.GivenLaunch.nonce;
import static khue.tools.lti.protocol.GivenLaunch.nonceAlreadyUsed;
import static khue.tools.lti.protocol.GivenLaunch.signedBy;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.List;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launch whose token is signed well and is not for us, not from the platform, or not of now. */
class LaunchClaimsTest {

    private static final RSAKey ANOTHER_KEY = newKey(2048);

    @ParameterizedTest
    @Case(value = 39, refused = LaunchReason.ISSUER_OTHER)
    @ValueSource(strings = {"https://lms.example.vn/", "https://LMS.example.vn", "https://other.example.vn"})
    void refusesAnotherIssuer(String issuer) {
        given().validLaunch().but(claim("iss", issuer)).isRefusedFor(LaunchReason.ISSUER_OTHER);
    }

    @Test
    @Case(value = 40, refused = LaunchReason.AUDIENCE_OTHER)
    void refusesATokenWithoutAnAudience() {
        given().validLaunch().but(without("aud")).isRefusedFor(LaunchReason.AUDIENCE_OTHER);
    }

    @Test
    @Case(value = 41, refused = LaunchReason.AUDIENCE_OTHER)
    void refusesAnotherAudience() {
        given().validLaunch().but(claim("aud", "client-2")).isRefusedFor(LaunchReason.AUDIENCE_OTHER);
    }

    @Test
    @Case(value = 42, refused = LaunchReason.AUDIENCE_OTHER)
    void refusesAFurtherAudienceWithoutAnAuthorizedParty() {
        given().validLaunch()
                .but(claim("aud", List.of("client-1", "client-2")))
                .isRefusedFor(LaunchReason.AUDIENCE_OTHER);
    }

    @Test
    @Case(value = 44, refused = LaunchReason.AUDIENCE_OTHER)
    void refusesAFurtherAudienceThatWeDoNotTrust() {
        given().validLaunch()
                .but(claim("aud", List.of("client-1", "client-2")))
                .but(claim("azp", "client-1"))
                .isRefusedFor(LaunchReason.AUDIENCE_OTHER);
    }

    @Test
    void acceptsAListWithOurselvesOnly() {
        given().validLaunch().but(claim("aud", List.of("client-1"))).isAccepted();
    }

    @Test
    @Case(value = 43, refused = LaunchReason.AUTHORIZED_PARTY_OTHER)
    void refusesAnotherAuthorizedParty() {
        given().validLaunch().but(claim("azp", "client-2")).isRefusedFor(LaunchReason.AUTHORIZED_PARTY_OTHER);
    }

    @Test
    void refusesAnAuthorizedPartyThatIsNoText() {
        given().validLaunch().but(claim("azp", 7)).isRefusedFor(LaunchReason.AUTHORIZED_PARTY_OTHER);
    }

    @Test
    void acceptsOurselvesAsTheAuthorizedParty() {
        given().validLaunch().but(claim("azp", "client-1")).isAccepted();
    }

    @Test
    @Case(value = 45, refused = LaunchReason.TOKEN_EXPIRED)
    void refusesATokenThatHasExpired() {
        given().validLaunch().but(at(Duration.ofSeconds(121))).isRefusedFor(LaunchReason.TOKEN_EXPIRED);
    }

    @Test
    @Case(value = 46, outcome = Case.PASSES)
    void acceptsATokenThatExpiredWithinTheSkew() {
        given().validLaunch().but(at(Duration.ofSeconds(119))).isAccepted();
    }

    @Test
    @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
    void refusesATokenWithoutAnEnd() {
        given().validLaunch().but(without("exp")).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
    }

    @Test
    @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
    void refusesAnEndThatIsAText() {
        given().validLaunch()
                .but(claim("exp", Long.toString(NOW.plusSeconds(60).getEpochSecond())))
                .isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
    }

    @ParameterizedTest
    @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
    @ValueSource(doubles = {253_370_764_800d, 1e300, -1})
    void refusesAnEndThatNobodyWillSee(double seconds) {
        given().validLaunch().but(claim("exp", seconds)).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
    }

    @Test
    void acceptsAFractionOfASecond() {
        given().validLaunch().but(claim("exp", NOW.getEpochSecond() + 30.5)).isAccepted();
    }

    @Test
    void refusesATokenWithoutABeginning() {
        given().validLaunch().but(without("iat")).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
    }

    @Test
    @Case(value = 48, refused = LaunchReason.TOKEN_FROM_THE_FUTURE)
    void refusesATokenFromTheFuture() {
        given().validLaunch().but(at(Duration.ofSeconds(-61))).isRefusedFor(LaunchReason.TOKEN_FROM_THE_FUTURE);
    }

    @Test
    void acceptsAPlatformWhoseClockIsSlightlyAhead() {
        given().validLaunch().but(at(Duration.ofSeconds(-59))).isAccepted();
    }

    @Test
    @Case(value = 49, refused = LaunchReason.TOKEN_TOO_OLD)
    void refusesATokenThatLayAround() {
        given().validLaunch()
                .but(claim("exp", NOW.plusSeconds(3_600).getEpochSecond()))
                .but(at(Duration.ofSeconds(601)))
                .isRefusedFor(LaunchReason.TOKEN_TOO_OLD);
    }

    @Test
    @Case(value = 50, refused = LaunchReason.TOKEN_FROM_THE_FUTURE)
    void refusesATokenThatIsNotYetInForce() {
        given().validLaunch()
                .but(claim("nbf", NOW.plusSeconds(61).getEpochSecond()))
                .isRefusedFor(LaunchReason.TOKEN_FROM_THE_FUTURE);
    }

    @Test
    @Case(value = 51, refused = LaunchReason.NONCE_MISSING)
    void refusesATokenWithoutANonce() {
        given().validLaunch().but(without("nonce")).isRefusedFor(LaunchReason.NONCE_MISSING);
    }

    @Test
    @Case(value = 52, refused = LaunchReason.NONCE_OTHER)
    void refusesTheNonceOfAnotherLogin() {
        given().validLaunch().but(nonce("other")).isRefusedFor(LaunchReason.NONCE_OTHER);
    }

    @Test
    @Case(value = 53, refused = LaunchReason.NONCE_USED)
    void rejectsALaunchWhoseNonceWasAlreadyUsed() {
        given().validLaunch().but(nonceAlreadyUsed()).isRefusedFor(LaunchReason.NONCE_USED);
    }

    @Test
    void usesNoNonceUpForATokenThatIsNotThePlatforms() {
        var launch = given().validLaunch().but(signedBy(ANOTHER_KEY));

        launch.isRefusedFor(LaunchReason.SIGNATURE_WRONG);

        assertThat(launch.usedNonces).isEmpty();
    }
}
