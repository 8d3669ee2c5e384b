/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers may be refused as often as they like; the log stays as long as somebody can read. */
@ArquillianTest
class LaunchLogBoundIT {

    private final LaunchLog log = bean(LaunchLog.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void beginsWithAnEmptyLog() {
        execute("DELETE FROM launch_log");
    }

    @Test
    void countsInOneLineWhatRepeatsItselfTooOften() {
        for (int i = 0; i < LaunchLog.MOST_LINES + 7; i++) {
            refuse(Optional.empty(), LaunchReason.STATE_UNKNOWN);
        }

        List<LaunchLog.Entry> entries = entries(LaunchReason.STATE_UNKNOWN);
        assertThat(entries).hasSize(LaunchLog.MOST_LINES);
        assertThat(entries.get(0).repeats()).isEqualTo(8);
        assertThat(entries.get(0).lastAt()).isPresent();
        assertThat(entries.get(1).repeats()).isEqualTo(1);
    }

    @Test
    void countsEachReasonAndEachLmsByItselfAndWhatWasOpenedNever() {
        UUID lms = platform();
        for (int i = 0; i < LaunchLog.MOST_LINES + 1; i++) {
            refuse(Optional.empty(), LaunchReason.STATE_UNKNOWN);
        }
        refuse(Optional.empty(), LaunchReason.PLATFORM_UNKNOWN);
        refuse(Optional.of(lms), LaunchReason.STATE_UNKNOWN);
        for (int i = 0; i < LaunchLog.MOST_LINES + 1; i++) {
            log.accepted(of(Optional.of(lms)));
        }

        assertThat(entries(LaunchReason.PLATFORM_UNKNOWN)).hasSize(1);
        assertThat(entries(LaunchReason.STATE_UNKNOWN)).hasSize(LaunchLog.MOST_LINES + 1);
        assertThat(log.newestFirst(
                                new LaunchLog.Filter(Optional.of(true), Optional.empty(), Optional.of(lms)),
                                Optional.empty(),
                                500)
                        .entries())
                .hasSize(LaunchLog.MOST_LINES + 1);
    }

    @Test
    void beginsAnewAfterAnHour() {
        for (int i = 0; i < LaunchLog.MOST_LINES; i++) {
            refuse(Optional.empty(), LaunchReason.STATE_UNKNOWN);
        }
        execute(
                "UPDATE launch_log SET at = ?",
                Instant.now().minus(61, ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC));

        refuse(Optional.empty(), LaunchReason.STATE_UNKNOWN);

        assertThat(entries(LaunchReason.STATE_UNKNOWN)).hasSize(LaunchLog.MOST_LINES + 1);
    }

    @Test
    void showsTheTimeThatTheFilterAsksFor() {
        refuse(Optional.empty(), LaunchReason.STATE_UNKNOWN);
        Instant now = Instant.now();

        assertThat(between(now.minusSeconds(60), now.plusSeconds(60))).hasSize(1);
        assertThat(between(now.minusSeconds(120), now.minusSeconds(60))).isEmpty();
        assertThat(between(now.plusSeconds(60), now.plusSeconds(120))).isEmpty();
    }

    private List<LaunchLog.Entry> between(Instant from, Instant until) {
        return log.newestFirst(
                        new LaunchLog.Filter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(from),
                                Optional.of(until)),
                        Optional.empty(),
                        500)
                .entries();
    }

    private List<LaunchLog.Entry> entries(LaunchReason reason) {
        return log.newestFirst(
                        new LaunchLog.Filter(Optional.empty(), Optional.of(reason), Optional.empty()),
                        Optional.empty(),
                        500)
                .entries();
    }

    private void refuse(Optional<UUID> platform, LaunchReason reason) {
        log.refused(of(platform), reason, "as a stranger does it");
    }

    private static Circumstances of(Optional<UUID> platform) {
        return new Circumstances(platform, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static UUID platform() {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, 'https://lms.example', ?, 'LMS', 'https://lms.example/a', 'https://lms.example/t',
                    'https://lms.example/k', 'active', now())""", id, id.toString());
        return id;
    }
}
