/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.protocol.PlatformRegistration;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an administrator may decide about an LMS, on PostgreSQL. */
@ArquillianTest
class PlatformsIT {

    private final Platforms platforms = bean(Platforms.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void takesNewDeploymentsAsTheyComeUnlessTheyAreToWait() {
        Platform platform = active();
        assertThat(platforms.isDisabled(platform, "1")).isFalse();
        platforms.known(platform.id(), "1");

        platforms.change(platform.id(), "LMS", platform.registration(), Optional.empty(), true);
        Platform restricted = platforms.find(platform.id()).orElseThrow();

        assertThat(platforms.isDisabled(restricted, "1")).as("seen before").isFalse();
        assertThat(platforms.isDisabled(restricted, "2")).as("new").isTrue();
        platforms.enableDeployment(
                platforms.deployment(platform.id(), "2").orElseThrow().id());
        assertThat(platforms.isDisabled(restricted, "2")).as("enabled").isFalse();
    }

    @Test
    void correctsAddressesButNotWhatNamesTheRegistration() {
        Platform platform = active();
        PlatformRegistration moved = new PlatformRegistration(
                "https://elsewhere.example",
                "other",
                URI.create("https://new.example/auth"),
                URI.create("https://new.example/token"),
                Optional.of("https://new.example"),
                URI.create("https://new.example/jwks"));

        platforms.change(platform.id(), "Moved", moved, Optional.of("THCS B"), false);

        Platform now = platforms.find(platform.id()).orElseThrow();
        assertThat(now.registration().issuer())
                .isEqualTo(platform.registration().issuer());
        assertThat(now.registration().clientId())
                .isEqualTo(platform.registration().clientId());
        assertThat(now.registration().jwksUri()).isEqualTo(moved.jwksUri());
        assertThat(now.registration().tokenAudience()).contains("https://new.example");
        assertThat(now.school()).contains("THCS B");
    }

    @Test
    void removesOnlyWhatNobodyHasActivated() {
        Platform waiting = platforms.add(registration()).orElseThrow();
        Platform active = active();
        platforms.disable(active.id());

        assertThat(platforms.remove(waiting.id())).isTrue();
        assertThat(platforms.remove(active.id())).isFalse();
        assertThat(platforms.find(waiting.id())).isEmpty();
        assertThat(platforms.find(active.id())).isPresent();
    }

    @Test
    void letsOnlySoManyWait() {
        execute("DELETE FROM platform WHERE status = 'pending'");
        for (int i = 0; i < Platforms.MOST_WAITING - 1; i++) {
            platforms.add(registration());
        }
        assertThat(platforms.areTooManyWaiting()).isFalse();
        platforms.add(registration());
        assertThat(platforms.areTooManyWaiting()).isTrue();

        execute("DELETE FROM platform WHERE status = 'pending'");
        assertThat(number("SELECT count(*) FROM platform WHERE status = 'pending'"))
                .isZero();
    }

    private Platform active() {
        Platform platform = platforms.add(registration()).orElseThrow();
        platforms.activate(platform.id(), Optional.empty());
        return platforms.find(platform.id()).orElseThrow();
    }

    private static NewPlatform registration() {
        String issuer = "https://" + UUID.randomUUID() + ".example";
        return NewPlatform.of(
                "LMS",
                new PlatformRegistration(
                        issuer,
                        "abc",
                        URI.create(issuer + "/auth"),
                        URI.create(issuer + "/token"),
                        Optional.empty(),
                        URI.create(issuer + "/jwks")));
    }
}
