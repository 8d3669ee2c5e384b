/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.people.PersonName;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Links as grades need them, on PostgreSQL. */
@ArquillianTest
class GradedLinksIT {

    private final GradedLinks links = bean(GradedLinks.class);
    private final People people = bean(People.class);

    private final UUID platform = UUID.randomUUID();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void knowsALinkAndWhatItsLmsCallsTheLearner() {
        UUID link = link();
        UUID person = people.known(
                        platform, "lms-user-3", new PersonName("Trần Thị An", Optional.empty(), Optional.empty()))
                .id();

        assertThat(links.find(link, person)).hasValueSatisfying(found -> {
            assertThat(found.subject()).isEqualTo("lms-user-3");
            assertThat(found.lineItemUrl()).isEmpty();
            assertThat(found.lineItemsUrl()).contains(URI.create("https://lms.example/lineitems"));
            assertThat(found.title()).isEqualTo("Lớp 6A");
        });
        assertThat(links.find(link, UUID.randomUUID())).isEmpty();
        assertThat(links.find(UUID.randomUUID(), person)).isEmpty();
    }

    @Test
    void letsOneWorkerAtATimeLookForALineItem() {
        UUID link = link();
        assertThat(links.claimLineItem(link)).isTrue();
        assertThat(links.claimLineItem(link)).isFalse();

        links.releaseLineItem(link, Optional.empty());
        assertThat(links.claimLineItem(link)).isTrue();
    }

    @Test
    void keepsTheLineItemThatWasFound() {
        UUID link = link();
        UUID person = people.known(platform, "3", new PersonName("An", Optional.empty(), Optional.empty()))
                .id();
        links.claimLineItem(link);

        links.releaseLineItem(link, Optional.of(URI.create("https://lms.example/li/1?type_id=2")));

        assertThat(links.find(link, person).orElseThrow().lineItemUrl())
                .contains(URI.create("https://lms.example/li/1?type_id=2"));
    }

    private UUID link() {
        UUID deployment = UUID.randomUUID();
        UUID course = UUID.randomUUID();
        UUID link = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, 'https://lms.example', ?, 'LMS', 'https://lms.example/auth', 'https://lms.example/token',
                    'https://lms.example/jwks', 'active', now())
                """, platform, platform.toString());
        execute("""
                INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())
                """, deployment, platform);
        execute("""
                INSERT INTO course (id, deployment_id, context_id, title, line_items_url, created_at)
                VALUES (?, ?, '7', 'Lớp 6A', 'https://lms.example/lineitems', now())
                """, course, deployment);
        execute(
                "INSERT INTO resource_link (id, course_id, lti_id, created_at) VALUES (?, ?, 'link 5', now())",
                link,
                course);
        return link;
    }
}
