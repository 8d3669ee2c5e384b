/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.Notice;
import khue.tools.outbox.Outbox;

/** Which deployments' LMS was asked to send notices: once each, with the first launch that says where to ask. */
@ApplicationScoped
@Transactional
public class NoticeSubscriptions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Outbox outbox;

    @Inject
    private ToolUrls urls;

    @Inject
    private Clock clock;

    /** A launch came from this deployment: when its LMS has notices that we want and was not asked for them yet, it will be. */
    public void offered(Platform platform, UUID deployment, LaunchMessage.Services services) {
        Optional<String> url = wanted(platform, services);
        if (url.isEmpty()) {
            return;
        }
        String handler = handler(urls, platform);
        if (isAsked(deployment, url.get(), handler)) {
            return;
        }
        int changed = entities.createNativeQuery("""
                        INSERT INTO notice_subscription AS known (deployment_id, url, handler, asked_at) VALUES (?1, ?2, ?3, ?4)
                        ON CONFLICT (deployment_id)
                        DO UPDATE SET url = excluded.url, handler = excluded.handler, asked_at = excluded.asked_at,
                            subscribed_at = NULL
                        WHERE known.url <> excluded.url OR known.handler <> excluded.handler
                        """)
                .setParameter(1, deployment)
                .setParameter(2, url.get())
                .setParameter(3, handler)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (changed == 1) {
            outbox.add(
                    SubscriptionCarrier.QUEUE,
                    UUID.randomUUID(),
                    Optional.of(deployment.toString()),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("platform", platform.id().toString())
                            .put("deployment", deployment.toString())
                            .put("url", url.get())
                            .put("handler", handler)
                            .toString());
        }
    }

    /** Where to ask for the notices that we want; empty when the LMS does not offer them. */
    public static Optional<String> wanted(Platform platform, LaunchMessage.Services services) {
        return services.noticeHandlers()
                .filter(platform.registration()::owns)
                .filter(handlers -> services.noticeTypes().contains(Notice.CONTEXT_COPY));
    }

    /** Most launches only read. */
    private boolean isAsked(UUID deployment, String url, String handler) {
        List<?> known = entities.createNativeQuery(
                        "SELECT 1 FROM notice_subscription WHERE deployment_id = ?1 AND url = ?2 AND handler = ?3")
                .setParameter(1, deployment)
                .setParameter(2, url)
                .setParameter(3, handler)
                .getResultList();
        return !known.isEmpty();
    }

    /** Each LMS gets an address of its own, which nobody else knows. */
    public static String handler(ToolUrls urls, Platform platform) {
        return urls.notices() + "?registration=" + platform.id();
    }

    void agreed(UUID deployment, String url) {
        entities.createNativeQuery(
                        "UPDATE notice_subscription SET subscribed_at = ?3 WHERE deployment_id = ?1 AND url = ?2")
                .setParameter(1, deployment)
                .setParameter(2, url)
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
