/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A visit leaves an LMS's frame for a window of its own, once for each pass. */
@ArquillianTest
class NewWindowIT {

    private final NewWindow newWindow = bean(NewWindow.class);
    private final Visits visits = bean(Visits.class);
    private final CurrentVisit current = bean(CurrentVisit.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void aPassIsGoodOnce() {
        String pass = passOfANewVisit();

        assertThat(newWindow.redeem(pass)).isPresent();
        assertThat(newWindow.redeem(pass)).isEmpty();
    }

    @Test
    void aPassThatWasAlteredIsOfNobody() {
        String pass = passOfANewVisit();
        String other = passOfANewVisit();

        assertThat(newWindow.redeem(pass.substring(0, 36) + other.substring(36)))
                .isEmpty();
        assertThat(newWindow.redeem("garbage")).isEmpty();
        assertThat(newWindow.redeem("")).isEmpty();
    }

    @Test
    void aPassEndsWithItsVisit() {
        String pass = passOfANewVisit();
        execute("DELETE FROM visit WHERE id = ?", UUID.fromString(pass.substring(0, 36)));

        assertThat(newWindow.redeem(pass)).isEmpty();
    }

    @Test
    void theWindowsVisitIsTheSameVisitorsWithoutAFrame() {
        Visit framed = newWindow.redeem(passOfANewVisit()).orElseThrow();

        assertThat(framed.visitor().frameOrigin()).contains("https://lms.example");
        assertThat(framed.visitor().withoutFrame().frameOrigin()).isEmpty();
        assertThat(framed.visitor().withoutFrame().person())
                .isEqualTo(framed.visitor().person());
    }

    private String passOfANewVisit() {
        UUID platform = UUID.randomUUID();
        UUID deployment = UUID.randomUUID();
        UUID course = UUID.randomUUID();
        UUID person = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, 'https://lms.example', ?, 'LMS', 'https://lms.example/auth', 'https://lms.example/token',
                    'https://lms.example/jwks', 'active', now())
                """, platform, platform.toString());
        execute("""
                INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())
                """, deployment, platform);
        execute(
                "INSERT INTO course (id, deployment_id, context_id, created_at) VALUES (?, ?, '7', now())",
                course,
                deployment);
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'An', now())", person);
        Visitor visitor = new Visitor(
                Audience.LEARNER,
                Optional.of(person),
                Optional.of(course),
                Optional.empty(),
                Optional.empty(),
                Locale.forLanguageTag("vi"),
                Optional.empty(),
                Optional.of("https://lms.example"));
        current.is(visits.find(visits.begin(visitor)).orElseThrow());
        return newWindow.pass().orElseThrow();
    }
}
