/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.grades.Gradebook;
import khue.tools.lti.grades.Score;
import khue.tools.portfolio.Outcome;
import khue.tools.portfolio.PortfolioRecords;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.SubmittedArtefact;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.PageRefused;

/** The teachers' side of a project: what waits for an answer, what was handed in, and the answer. */
@ApplicationScoped
@Transactional
public class Reviews {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Projects projects;

    @Inject
    private PortfolioRecords records;

    @Inject
    private Gradebook gradebook;

    @Inject
    private Clock clock;

    /** Every pupil's work in the project, the one that took its status first at the front. */
    public List<Work> works(Project project) {
        return entities.createQuery(
                        "SELECT w FROM Work w WHERE w.projectId = :project ORDER BY w.statusSince, w.id", Work.class)
                .setParameter("project", project.id())
                .getResultList();
    }

    /** Whether the pupil has shown and said nothing yet. */
    public boolean empty(Work work) {
        return work.reflection().isEmpty()
                && entities.createQuery("SELECT COUNT(a) FROM Artefact a WHERE a.workId = :work", Long.class)
                                .setParameter("work", work.id())
                                .getSingleResult()
                        == 0;
    }

    /** The works that wait for an answer, the one that waits longest first. */
    public List<Work> waiting(Project project) {
        return works(project).stream()
                .filter(work -> work.status() == WorkStatus.SUBMITTED)
                .toList();
    }

    /** The work, if it is of this course and was handed in: a pupil's draft is the pupil's own. */
    public Optional<Work> find(UUID work, UUID course) {
        return Optional.ofNullable(entities.find(Work.class, work))
                .filter(found -> found.attempt() > 0)
                .filter(found -> projects.find(found.projectId(), course).isPresent());
    }

    /** A work that {@code Access} has let its visitor to. */
    public Work byId(UUID work) {
        return entities.find(Work.class, work);
    }

    /** What was handed in, the first attempt first. */
    public List<Submission> submissions(Work work) {
        return entities.createQuery(
                        "SELECT s FROM Submission s WHERE s.workId = :work ORDER BY s.attempt", Submission.class)
                .setParameter("work", work.id())
                .getResultList();
    }

    public List<SubmittedArtefact> artefacts(Submission submission) {
        return entities.createQuery(
                        "SELECT a FROM SubmittedArtefact a WHERE a.submissionId = :submission ORDER BY a.position",
                        SubmittedArtefact.class)
                .setParameter("submission", submission.id())
                .getResultList();
    }

    /** What teachers answered, the first answer first. */
    public List<Evaluation> evaluations(Work work) {
        return entities.createQuery("""
                        SELECT e FROM Evaluation e, Submission s
                        WHERE e.submissionId = s.id AND s.workId = :work ORDER BY e.evaluatedAt, e.id
                        """, Evaluation.class)
                .setParameter("work", work.id())
                .getResultList();
    }

    /**
     * Answers a work: keeps the answer, records it, and queues the grade. The same answer sent twice is one.
     *
     * @param seen the {@link Work#version} that the page showed
     * @throws PageRefused {@code CONFLICT} when the work is no longer what the page showed
     */
    void answer(UUID id, UUID course, UUID teacher, long seen, Answer answer) {
        Work work = find(id, course).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        entities.refresh(work, LockModeType.PESSIMISTIC_WRITE);
        if (work.version() != seen) {
            List<Evaluation> before = evaluations(work);
            boolean pressedTwice = !before.isEmpty()
                    && before.get(before.size() - 1).repeats(teacher, answer)
                    && work.outcome().equals(answer.outcome());
            if (pressedTwice) {
                return;
            }
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the page showed version " + seen);
        }
        Project project = projects.require(work.projectId(), course);
        if (answer.outcome().isPresent()) {
            work.accept(answer.outcome().get(), clock.instant());
        } else {
            work.giveBack(clock.instant());
        }
        List<Submission> submissions = submissions(work);
        UUID submission = submissions.get(submissions.size() - 1).id();
        entities.persist(new Evaluation(UUID.randomUUID(), submission, teacher, answer, clock.instant()));
        record(project, work, teacher, answer);
        grade(work, answer);
    }

    private void record(Project project, Work work, UUID teacher, Answer answer) {
        if (!answer.comment().isEmpty()) {
            records.commented(project, work, teacher);
        }
        answer.outcome()
                .ifPresentOrElse(
                        outcome -> records.accepted(project, work, teacher, outcome),
                        () -> records.returned(project, work, teacher));
    }

    /** A pupil who came by no link of the LMS's has no line in its gradebook. */
    private void grade(Work work, Answer answer) {
        if (work.resourceLinkId().isEmpty() || (answer.outcome().isEmpty() && !work.gradeSent())) {
            return;
        }
        gradebook.send(new Score(
                work.resourceLinkId().get(),
                work.pupilId(),
                answer.outcome().map(Outcome::score),
                Outcome.MAXIMUM,
                answer.outcome().map(outcome -> comment(outcome, answer.comment()))));
        work.gradeSent(answer.outcome().isPresent());
    }

    /** The gradebook of a Vietnamese school: the outcome's official word, whatever language the teacher reads pages in. */
    private static String comment(Outcome outcome, String comment) {
        String word = outcome == Outcome.PASSED ? "Đạt" : "Chưa đạt";
        return comment.isEmpty() ? word : word + ". " + comment;
    }
}
