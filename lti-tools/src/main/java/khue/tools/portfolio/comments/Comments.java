/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.review.Reviews;

/** The comments on works. */
@ApplicationScoped
@Transactional
public class Comments {

    /** So many of one person's may wait at one work: nobody fills a teacher's queue. */
    public static final int MOST_WAITING = 5;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Reviews reviews;

    @Inject
    private CommentRecords records;

    @Inject
    private Clock clock;

    /**
     * Somebody says something; it waits for a teacher. The same words sent twice are one.
     *
     * @param moment of preschool that it is about
     * @return whether it was taken: not when too many of the author's wait already
     */
    public boolean write(
            Project project, Work work, Optional<UUID> moment, UUID author, Capacity capacity, String words) {
        List<WorkComment> waiting = of(work).stream()
                .filter(comment -> comment.authorId().equals(author) && comment.status() == CommentStatus.WAITING)
                .toList();
        if (waiting.stream()
                .anyMatch(comment ->
                        comment.words().equals(words) && comment.momentId().equals(moment))) {
            return true;
        }
        if (waiting.size() >= MOST_WAITING) {
            return false;
        }
        entities.persist(
                new WorkComment(UUID.randomUUID(), work.id(), moment, author, capacity, words, clock.instant()));
        records.commented(project, work, author, capacity);
        return true;
    }

    /** All of a work, the first first. */
    List<WorkComment> of(Work work) {
        return entities.createQuery(
                        "SELECT c FROM WorkComment c WHERE c.workId = :work ORDER BY c.writtenAt, c.id",
                        WorkComment.class)
                .setParameter("work", work.id())
                .getResultList();
    }

    /**
     * What this person may read of a work's comments: the own ones, and those that a teacher let through; a family's not by classmates.
     *
     * @param moment of preschool that they are about; empty for those about the whole work
     */
    public List<WorkComment> readable(Work work, Optional<UUID> moment, UUID reader, Capacity capacity) {
        return of(work).stream()
                .filter(comment -> comment.momentId().equals(moment))
                .filter(comment -> comment.authorId().equals(reader)
                        || comment.status() == CommentStatus.SHOWN
                                && (capacity != Capacity.PEER || comment.capacity() != Capacity.FAMILY))
                .toList();
    }

    /** All of a project's, those that wait first, the one that waits longest at the front. */
    List<WorkComment> ofProject(Project project) {
        List<UUID> works = reviews.works(project).stream().map(Work::id).collect(Collectors.toList());
        return works.isEmpty() ? List.of() : of(works);
    }

    /** How many of a project's wait for a teacher. */
    public long waiting(Project project) {
        return ofProject(project).stream()
                .filter(comment -> comment.status() == CommentStatus.WAITING)
                .count();
    }

    private List<WorkComment> of(Collection<UUID> works) {
        return entities.createQuery(
                        "SELECT c FROM WorkComment c WHERE c.workId IN :works ORDER BY c.writtenAt, c.id",
                        WorkComment.class)
                .setParameter("works", works)
                .getResultList();
    }

    /** A teacher of the project decides about some of its comments; those of another project are left as they are. */
    void decide(Project project, Collection<UUID> comments, boolean shown, UUID teacher) {
        ofProject(project).stream()
                .filter(comment -> comments.contains(comment.id()))
                .forEach(comment -> comment.isDecided(shown, teacher, clock.instant()));
    }
}
