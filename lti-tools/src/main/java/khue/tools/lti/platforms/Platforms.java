/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import khue.tools.lti.protocol.PlatformRegistration;

/** The LMSes that are registered with us, and where in them our tools were added. */
@ApplicationScoped
@Transactional
public class Platforms {

    /** Registrations by strangers that wait for an administrator, at most: nobody looks through more, and a flood stops here. */
    static final int MOST_WAITING = 100;

    /** A registration as this node has read it, and the version of the row that it was read from. */
    private record Read(String version, Platform platform) {}

    private final Map<UUID, Read> read = new ConcurrentHashMap<>();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** Those that wait for an administrator first, then by name. */
    public List<Platform> list() {
        return entities.createQuery("""
                        SELECT p FROM Platform p
                        ORDER BY CASE WHEN p.status = 'pending' THEN 0 ELSE 1 END, p.name, p.createdAt
                        """, Platform.class).getResultList();
    }

    public Optional<Platform> find(UUID platform) {
        return Optional.ofNullable(entities.find(Platform.class, platform));
    }

    /**
     * The registration, to look at only, of a row that the caller has just seen in this version: PostgreSQL's {@code xmin}, which every change
     * changes. It is read when this node has not read that version yet, so a change counts at once and on every node.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Optional<Platform> find(UUID platform, String version) {
        Read known = read.get(platform);
        if (known != null && known.version().equals(version)) {
            return Optional.of(known.platform());
        }
        Optional<Platform> found = Optional.ofNullable(entities.find(Platform.class, platform));
        found.ifPresent(now -> read.put(platform, new Read(version, now)));
        return found;
    }

    public Optional<Platform> find(String issuer, String clientId) {
        return ofIssuer(issuer).stream()
                .filter(platform -> platform.registration().clientId().equals(clientId))
                .findFirst();
    }

    /**
     * Every registration of one issuer: a hosted LMS has one issuer for all its tenants. A login asks this and nothing else, so no transaction
     * is begun for it.
     */
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<Platform> ofIssuer(String issuer) {
        return entities.createQuery("SELECT p FROM Platform p WHERE p.issuer = :issuer", Platform.class)
                .setParameter("issuer", issuer)
                .getResultList();
    }

    /** The LMS that a course is in. */
    public Optional<Platform> ofCourse(UUID course) {
        return entities.createQuery("""
                        SELECT p FROM Platform p, Deployment d, Course c
                        WHERE p.id = d.platformId AND d.id = c.deploymentId AND c.id = :course
                        """, Platform.class)
                .setParameter("course", course)
                .getResultStream()
                .findFirst();
    }

    /**
     * Keeps a new LMS, pending. A known (issuer, client id) is never written over: whoever could do that would take the LMS over.
     *
     * @return empty when (issuer, client id) is known already
     */
    public Optional<Platform> add(NewPlatform registered) {
        PlatformRegistration agreed = registered.registration();
        if (find(agreed.issuer(), agreed.clientId()).isPresent()) {
            return Optional.empty();
        }
        // Two at the same moment: the database refuses the second.
        Platform platform = new Platform(UUID.randomUUID(), registered, clock.instant());
        entities.persist(platform);
        entities.flush();
        return Optional.of(platform);
    }

    /**
     * Lets people launch from it, for the first time or again.
     *
     * @param school the school that the LMS belongs to, as reports name it; empty keeps what was said before
     */
    public void activate(UUID platform, Optional<String> school) {
        find(platform).ifPresent(found -> found.activate(school, clock.instant()));
    }

    /**
     * Corrects what was agreed, except what names the registration.
     *
     * @param agreed its issuer and client id are not looked at
     * @param restrictDeployments whether a deployment that it names for the first time waits for an administrator
     */
    public void change(
            UUID platform,
            String name,
            PlatformRegistration agreed,
            Optional<String> school,
            boolean restrictDeployments) {
        find(platform).ifPresent(found -> found.change(name, agreed, school, restrictDeployments));
    }

    /** Forgets a registration that nobody has activated; false when somebody has. */
    public boolean remove(UUID platform) {
        return entities.createNativeQuery(
                                "DELETE FROM platform WHERE id = ?1 AND status = 'pending' AND activated_at IS NULL")
                        .setParameter(1, platform)
                        .executeUpdate()
                == 1;
    }

    /** Whether no further registration is taken before an administrator has looked at those that wait. */
    boolean areTooManyWaiting() {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM platform WHERE status = 'pending'")
                                .getSingleResult())
                        .longValue()
                >= MOST_WAITING;
    }

    /** Refuses every launch from it from now on; what people made stays. */
    public void disable(UUID platform) {
        find(platform).ifPresent(Platform::disable);
    }

    /** In the order in which they were first seen. */
    public List<Deployment> deployments(UUID platform) {
        return entities.createQuery(
                        "SELECT d FROM Deployment d WHERE d.platformId = :platform ORDER BY d.firstSeenAt",
                        Deployment.class)
                .setParameter("platform", platform)
                .getResultList();
    }

    public Optional<Deployment> deployment(UUID platform, String deploymentId) {
        return entities.createQuery(
                        "SELECT d FROM Deployment d WHERE d.platformId = :platform AND d.deploymentId = :deployment",
                        Deployment.class)
                .setParameter("platform", platform)
                .setParameter("deployment", deploymentId)
                .getResultStream()
                .findFirst();
    }

    /**
     * The deployment that a launch came from, recorded when it is new. An active platform's deployments are trusted as they come: an LMS
     * makes a new one for each course that adds the tool, and nobody can enter them all beforehand.
     */
    public Deployment known(UUID platform, String deploymentId) {
        entities.createNativeQuery("""
                        INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at)
                        SELECT ?1, id, ?3, CASE WHEN deployments_restricted THEN 'disabled' ELSE 'active' END, ?4
                        FROM platform WHERE id = ?2 ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, platform)
                .setParameter(3, deploymentId)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return deployment(platform, deploymentId).orElseThrow();
    }

    /**
     * Whether launches from there are refused. Where new deployments wait, one that is named for the first time is recorded here, switched
     * off; the message that names it is signed by the platform.
     */
    public boolean isDisabled(Platform platform, String deploymentId) {
        return platform.areDeploymentsRestricted()
                ? known(platform.id(), deploymentId).isDisabled()
                : deployment(platform.id(), deploymentId)
                        .filter(Deployment::isDisabled)
                        .isPresent();
    }

    public void disableDeployment(UUID deployment) {
        Optional.ofNullable(entities.find(Deployment.class, deployment)).ifPresent(Deployment::disable);
    }

    public void enableDeployment(UUID deployment) {
        Optional.ofNullable(entities.find(Deployment.class, deployment)).ifPresent(Deployment::enable);
    }
}
