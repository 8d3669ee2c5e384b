/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AuthenticationResponseTest {

    @Test
    void carriesAStateAndAToken() {
        AuthenticationResponse response = response("state=s&id_token=a.b.c");

        assertThat(response.state()).isEqualTo("s");
        assertThat(response.token()).isEqualTo("a.b.c");
    }

    @Test
    void isRefusedWithoutAState() {
        refused("id_token=a.b.c", LaunchReason.STATE_MISSING);
    }

    @Test
    void isRefusedWithTwoStatesOrTwoTokens() {
        refused("state=s&state=t&id_token=a.b.c", LaunchReason.PARAMETER_REPEATED);
        refused("state=s&id_token=a.b.c&id_token=d.e.f", LaunchReason.PARAMETER_REPEATED);
    }

    @Test
    void isRefusedWithATokenThatIsTooLong() {
        refused("state=s&id_token=" + "a".repeat(70_000), LaunchReason.PARAMETER_UNUSABLE);
    }

    @Test
    void hasNoTokenWhenThePlatformSentAnErrorEvenBesideOne() {
        AuthenticationResponse response =
                response("state=s&error=login_required&error_description=%3Cscript%3E&id_token=a.b.c");

        assertThatThrownBy(response::token).isInstanceOfSatisfying(LaunchRejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(LaunchReason.PLATFORM_ERROR);
            assertThat(rejected.detail()).isEqualTo("the platform said login_required: <script>");
        });
    }

    @Test
    void hasNoTokenWhenThereIsNone() {
        assertThatThrownBy(response("state=s")::token).extracting("reason").isEqualTo(LaunchReason.TOKEN_MISSING);
    }

    private static AuthenticationResponse response(String form) {
        return AuthenticationResponse.of(Parameters.of(null, form));
    }

    private static void refused(String form, LaunchReason reason) {
        assertThatThrownBy(() -> response(form)).extracting("reason").isEqualTo(reason);
    }
}
