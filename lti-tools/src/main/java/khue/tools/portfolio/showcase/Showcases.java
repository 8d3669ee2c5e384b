/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.families.ConsentEnding;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.people.LeftAlone;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.review.Reviews;
import khue.tools.records.ActorRole;
import khue.tools.web.PageRefused;

/** The works that are shown outside the class, or are on their way there. */
@ApplicationScoped
@Transactional
public class Showcases {

    /** 256 bits: nobody guesses a link. */
    private static final int TOKEN_BYTES = 32;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Consents consents;

    @Inject
    private Reviews reviews;

    @Inject
    private ShowcaseRecords records;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** The work's showcase that nobody has ended. */
    public Optional<Showcase> of(UUID work) {
        return entities.createQuery(
                        "SELECT s FROM Showcase s WHERE s.workId = :work AND s.endedAt IS NULL", Showcase.class)
                .setParameter("work", work)
                .getResultStream()
                .findFirst();
    }

    /** Of these pupils, ended ones too, the latest first. */
    List<Showcase> ofPupils(Collection<UUID> pupils) {
        return pupils.isEmpty()
                ? List.of()
                : entities.createQuery("""
                                SELECT s FROM Showcase s, Work w WHERE w.id = s.workId AND w.pupilId IN :pupils
                                ORDER BY s.chosenAt DESC, s.id
                                """, Showcase.class)
                        .setParameter("pupils", pupils)
                        .getResultList();
    }

    Optional<Showcase> byToken(String token) {
        return entities.createQuery("SELECT s FROM Showcase s WHERE s.token = :token", Showcase.class)
                .setParameter("token", token)
                .getResultStream()
                .findFirst();
    }

    public Showcase.State state(Showcase showcase) {
        return showcase.state(clock.instant());
    }

    /** The showcases of a project that nobody has ended. */
    public List<Showcase> of(Project project) {
        return reviews.works(project).stream()
                .flatMap(work -> of(work.id()).stream())
                .toList();
    }

    /** The pupil chooses an accepted work; that is the child's own yes. Pressed twice it is one. */
    void choose(Work work) {
        requireNotLeftAlone(work);
        if (work.status() != WorkStatus.ACCEPTED) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the work is not accepted: " + work.status());
        }
        if (of(work.id()).isEmpty()) {
            int version = consents.text(ConsentPurpose.SHOWCASE).version();
            entities.persist(new Showcase(UUID.randomUUID(), work.id(), version, clock.instant()));
        }
    }

    void agree(Work work, UUID guardian) {
        requireNotLeftAlone(work);
        require(work.id()).agrees(guardian, clock.instant());
    }

    /** Whose data is restricted is not shown: nobody can agree to it either. */
    private void requireNotLeftAlone(Work work) {
        if (leftAlone.isLeftAlone(work.pupilId())) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the pupil's data is restricted");
        }
    }

    /** The school says yes, for so many days from now: the link begins to work. Said again, it begins anew with another link. */
    void approve(Project project, Work work, UUID teacher, int days) {
        requireNotLeftAlone(work);
        Showcase showcase = require(work.id());
        if (showcase.state(clock.instant()) == Showcase.State.WAITS_FOR_FAMILY) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "no guardian has agreed");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        Instant now = clock.instant();
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        showcase.isApproved(teacher, token, now, now.plus(Duration.ofDays(days)));
        records.shared(project, work, teacher);
    }

    /** Whoever of the three ends it: the link is dead with the next request. */
    void end(Project project, Work work, UUID person, ActorRole role, ConsentEnding how) {
        of(work.id()).ifPresent(showcase -> {
            boolean wasShown = showcase.token().isPresent();
            showcase.ends(clock.instant(), person, how);
            if (wasShown) {
                records.unshared(project, work, person, role);
            }
        });
    }

    private Showcase require(UUID work) {
        return of(work).orElseThrow(() -> new PageRefused(PageRefused.Reason.CONFLICT, "nobody has chosen the work"));
    }
}
