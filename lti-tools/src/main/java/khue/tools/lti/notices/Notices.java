/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import khue.tools.housekeeping.Chore;
import khue.tools.lti.members.CourseCopies;
import khue.tools.lti.platforms.Deployment;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.Notice;

/** Acts on notices that are right, each once. */
@ApplicationScoped
@Transactional
class Notices implements Chore {

    /** Longer than any token lives, and than one waits to be looked into. */
    static final Duration KEPT = Duration.ofDays(7);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Platforms platforms;

    @Inject
    private CourseCopies copies;

    @Inject
    private Clock clock;

    /** @throws LaunchRejected when nobody asked for it, or it was acted on before */
    void actOn(Platform platform, Notice notice) {
        Deployment deployment = platforms
                .deployment(platform.id(), notice.deploymentId())
                .filter(this::isSubscribed)
                .orElseThrow(() ->
                        new LaunchRejected(LaunchReason.NOTICE_NOT_ASKED_FOR, "deployment " + notice.deploymentId()));
        if (deployment.isDisabled()) {
            throw new LaunchRejected(LaunchReason.DEPLOYMENT_DISABLED, "deployment " + notice.deploymentId());
        }
        useUp(platform, notice);
        if (notice.type().equals(Notice.CONTEXT_COPY)) {
            notice.context()
                    .ifPresent(copy -> copies.told(deployment.id(), copy, notice.originContexts(), notice.at()));
        }
    }

    private boolean isSubscribed(Deployment deployment) {
        return !entities.createNativeQuery("SELECT 1 FROM notice_subscription WHERE deployment_id = ?1")
                .setParameter(1, deployment.id())
                .getResultList()
                .isEmpty();
    }

    private void useUp(Platform platform, Notice notice) {
        int used = entities.createNativeQuery("""
                        INSERT INTO notice (platform_id, notice_id, received_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, platform.id())
                .setParameter(2, notice.id())
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (used == 0) {
            throw new LaunchRejected(LaunchReason.NOTICE_REPEATED, "notice " + notice.id());
        }
    }

    /** Forgets notices that cannot come again. */
    @Override
    public void run() {
        entities.createNativeQuery("DELETE FROM notice WHERE received_at < ?1")
                .setParameter(1, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
