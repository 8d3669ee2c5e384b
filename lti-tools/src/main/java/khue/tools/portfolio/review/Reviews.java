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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
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
import khue.tools.portfolio.teams.Teams;
import khue.tools.web.PageRefused;

/**
 * The teachers' side of a project: what waits for an answer, what was handed in, and the answer. What is said to a member of a team is
 * said to each member.
 */
@ApplicationScoped
@Transactional
public class Reviews {

    /** How long an answer can be taken back: long enough to see the mistake, short enough that no family has built on it. */
    static final Duration UNDO = Duration.ofMinutes(10);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Projects projects;

    @Inject
    private Teams teams;

    @Inject
    private FileStore files;

    @Inject
    private PortfolioRecords records;

    @Inject
    private Gradebook gradebook;

    @Inject
    private Clock clock;

    /** Every pupil's work in the project, the one that took its status first at the front. */
    public List<Work> works(Project project) {
        return entities.createQuery("""
                        SELECT w FROM Work w LEFT JOIN FETCH w.outcome
                        WHERE w.projectId = :project ORDER BY w.statusSince, w.id
                        """, Work.class)
                .setParameter("project", project.id())
                .getResultList();
    }

    /** The works that wait for an answer, the one that waits longest first; of a team, one stands for all. */
    public List<Work> waiting(Project project) {
        Map<UUID, UUID> teamOf = new HashMap<>();
        teams.of(project).forEach(team -> team.members().forEach(pupil -> teamOf.put(pupil, team.id())));
        List<Work> waiting = new ArrayList<>();
        List<UUID> seen = new ArrayList<>();
        for (Work work : works(project)) {
            if (work.status() == WorkStatus.SUBMITTED) {
                UUID whose = teamOf.getOrDefault(work.pupilId(), work.pupilId());
                if (!seen.contains(whose)) {
                    seen.add(whose);
                    waiting.add(work);
                }
            }
        }
        return waiting;
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

    /** The works of everybody who did this one together and handed it in, this one among them. */
    public List<Work> together(Project project, Work work) {
        List<UUID> pupils = teams.together(project, work.pupilId());
        return entities.createQuery("""
                        SELECT w FROM Work w
                        WHERE w.projectId = :project AND w.pupilId IN :pupils AND w.attempt > 0 ORDER BY w.id
                        """, Work.class)
                .setParameter("project", project.id())
                .setParameter("pupils", pupils)
                .getResultList();
    }

    /** What was handed in, the first attempt first. */
    public List<Submission> submissions(Work work) {
        return entities.createQuery(
                        "SELECT s FROM Submission s WHERE s.workId = :work ORDER BY s.attempt", Submission.class)
                .setParameter("work", work.id())
                .getResultList();
    }

    public List<SubmittedArtefact> artefacts(Submission submission) {
        return entities.createQuery("""
                        SELECT a FROM SubmittedArtefact a JOIN FETCH a.file
                        WHERE a.submissionId = :submission ORDER BY a.position
                        """, SubmittedArtefact.class)
                .setParameter("submission", submission.id())
                .getResultList();
    }

    /** What teachers answered and did not take back, the first answer first. */
    public List<Evaluation> evaluations(Work work) {
        return entities.createQuery("""
                        SELECT e FROM Evaluation e, Submission s
                        WHERE e.submissionId = s.id AND s.workId = :work AND e.takenBackAt IS NULL ORDER BY e.evaluatedAt, e.id
                        """, Evaluation.class)
                .setParameter("work", work.id())
                .getResultList();
    }

    /** This teacher's answer to the attempt that waits, if it was taken back and nobody has said anything since. */
    Optional<Evaluation> takenBack(Work work, UUID teacher) {
        if (work.status() != WorkStatus.SUBMITTED) {
            return Optional.empty();
        }
        return entities.createQuery("""
                        SELECT e FROM Evaluation e
                        WHERE e.submissionId = :submission ORDER BY e.evaluatedAt DESC, e.id
                        """, Evaluation.class)
                .setParameter("submission", latest(work).id())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(Evaluation::isTakenBack)
                .filter(answer -> answer.teacherId().equals(teacher));
    }

    /** A work as a page showed it. */
    public record Seen(UUID work, long version) {}

    /**
     * Answers works, all of them or none: keeps the answers, records them, and queues the grades. The same answer sent twice is one.
     *
     * @param seen what the page showed of each
     * @param voice what the teacher spoke
     * @throws PageRefused {@code CONFLICT} when a work is no longer what the page showed
     */
    void answer(Project project, List<Seen> seen, UUID teacher, Answer answer, Optional<ReceivedFile> voice) {
        List<Work> works = seen.stream()
                .flatMap(one -> open(project, one, teacher, answer).stream())
                .toList();
        if (works.isEmpty()) {
            return;
        }
        Answer said = voice.map(file -> answer.spoken(files.keep(file).id())).orElse(answer);
        UUID batch = UUID.randomUUID();
        works.forEach(work -> answer(project, work, others(project, work), teacher, said, batch));
    }

    /** The work and those of its team that are answered with it; none when a button was pressed twice. */
    private List<Work> open(Project project, Seen seen, UUID teacher, Answer answer) {
        Work work = find(seen.work(), project.courseId())
                .filter(found -> found.projectId().equals(project.id()))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        entities.refresh(work, LockModeType.PESSIMISTIC_WRITE);
        List<Evaluation> before = evaluations(work);
        if (work.version() != seen.version()) {
            boolean pressedTwice = !before.isEmpty()
                    && before.get(before.size() - 1).repeats(teacher, answer)
                    && work.outcome().equals(answer.outcome());
            if (pressedTwice) {
                return List.of();
            }
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the page showed version " + seen.version());
        }
        // Whoever came to the team with a work of an own past is answered apart.
        return together(project, work).stream()
                .filter(one -> one.status() == work.status())
                .toList();
    }

    private List<UUID> others(Project project, Work work) {
        return teams.together(project, work.pupilId()).stream()
                .filter(pupil -> !pupil.equals(work.pupilId()))
                .toList();
    }

    private void answer(Project project, Work work, List<UUID> others, UUID teacher, Answer answer, UUID batch) {
        if (answer.outcome().isPresent()) {
            work.accept(answer.outcome().get(), clock.instant());
        } else {
            work.giveBack(clock.instant());
        }
        Evaluation evaluation =
                new Evaluation(UUID.randomUUID(), latest(work).id(), teacher, answer, batch, clock.instant());
        evaluation.saidBy(records.answered(project, work, others, teacher, said(project, answer)));
        entities.persist(evaluation);
        grade(project, work, answer);
    }

    private Submission latest(Work work) {
        List<Submission> submissions = submissions(work);
        return submissions.get(submissions.size() - 1);
    }

    private PortfolioRecords.Said said(Project project, Answer answer) {
        List<Map<String, Object>> rubric = answer.marks().stream()
                .map(mark -> {
                    Map<String, Object> said = new HashMap<>();
                    said.put("criterion", records.iri("project/" + project.id() + "/criterion/" + mark.number()));
                    said.put("level", mark.level());
                    said.put("levels", mark.levels());
                    if (!mark.competency().isEmpty()) {
                        said.put("competency", records.iri(mark.competency()));
                    }
                    return said;
                })
                .toList();
        boolean words = !answer.comment().isEmpty() || answer.voice().isPresent();
        return new PortfolioRecords.Said(words, rubric, answer.outcome());
    }

    /** A pupil who came by no link of the LMS's has no line in its gradebook; what has no points never becomes a grade. */
    private void grade(Project project, Work work, Answer answer) {
        Optional<BigDecimal> given = answer.outcome().flatMap(Outcome::score);
        if (work.resourceLinkId().isEmpty() || (given.isEmpty() && !work.gradeSent())) {
            return;
        }
        gradebook.send(new Score(
                work.resourceLinkId().get(),
                work.pupilId(),
                given,
                projects.maximum(project).map(BigDecimal::valueOf).orElse(BigDecimal.ONE),
                answer.outcome()
                        .filter(outcome -> given.isPresent())
                        .map(outcome -> comment(outcome, answer.comment()))));
        work.gradeSent(given.isPresent());
    }

    /** The gradebook of a Vietnamese school: the outcome's official word, whatever language the teacher reads pages in. */
    private static String comment(Outcome outcome, String comment) {
        String word = outcome.level().vietnamese();
        return comment.isEmpty() ? word : word + ". " + comment;
    }

    /**
     * Answers that can still be taken back.
     *
     * @param works how many
     */
    public record Undoable(UUID batch, int works) {}

    /** What this teacher answered last in the project, for as long as it can be taken back. */
    Optional<Undoable> undoable(Project project, UUID teacher) {
        List<Evaluation> latest = entities.createQuery("""
                        SELECT e FROM Evaluation e, Submission s, Work w
                        WHERE e.submissionId = s.id AND s.workId = w.id AND w.projectId = :project AND e.teacherId = :teacher
                          AND e.takenBackAt IS NULL AND e.evaluatedAt > :since
                        ORDER BY e.evaluatedAt DESC
                        """, Evaluation.class)
                .setParameter("project", project.id())
                .setParameter("teacher", teacher)
                .setParameter("since", clock.instant().minus(UNDO))
                .getResultList();
        return latest.stream()
                .findFirst()
                .map(newest -> new Undoable(newest.batch(), (int) latest.stream()
                        .filter(one -> one.batch().equals(newest.batch()))
                        .count()));
    }

    /**
     * Takes answers back: the works wait again, the grades are cleared, and the statements are voided. All of them or none.
     *
     * @return the work, when all of it was one answer to one pupil or team
     * @throws PageRefused {@code CONFLICT} when it is too late, or a work has gone on meanwhile
     */
    Optional<UUID> takeBack(UUID batch, Project project, UUID teacher) {
        Instant now = clock.instant();
        List<Evaluation> answers = entities.createQuery("""
                        SELECT e FROM Evaluation e, Submission s, Work w
                        WHERE e.submissionId = s.id AND s.workId = w.id AND w.projectId = :project AND e.batch = :batch
                          AND e.teacherId = :teacher AND e.takenBackAt IS NULL ORDER BY w.id
                        """, Evaluation.class)
                .setParameter("project", project.id())
                .setParameter("batch", batch)
                .setParameter("teacher", teacher)
                .getResultList();
        if (answers.isEmpty()) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "nothing to take back, or not any more");
        }
        List<Work> works = answers.stream().map(answer -> takeBack(answer, now)).toList();
        boolean one = together(project, works.get(0)).containsAll(works);
        return one ? Optional.of(works.get(0).id()) : Optional.empty();
    }

    private Work takeBack(Evaluation answer, Instant now) {
        Submission submission = entities.find(Submission.class, answer.submissionId());
        Work work = entities.find(Work.class, submission.workId(), LockModeType.PESSIMISTIC_WRITE);
        List<Evaluation> all = evaluations(work);
        boolean last = all.get(all.size() - 1).equals(answer);
        if (!last
                || work.attempt() != submission.attempt()
                || answer.evaluatedAt().isBefore(now.minus(UNDO))) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the work has gone on since, or it is too late");
        }
        work.waitAgain(submission.submittedAt());
        answer.takeBack(now);
        records.takenBack(answer.statements(), answer.teacherId());
        if (work.gradeSent()) {
            Project project = entities.find(Project.class, work.projectId());
            gradebook.send(new Score(
                    work.resourceLinkId().orElseThrow(),
                    work.pupilId(),
                    Optional.empty(),
                    projects.maximum(project).map(BigDecimal::valueOf).orElse(BigDecimal.ONE),
                    Optional.empty()));
            work.gradeSent(false);
        }
        return work;
    }
}
