/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.portfolio.projects.Milestone;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.teams.Teams;
import khue.tools.web.PageRefused;

/** A pupil's own side of a project. Whatever changes a work first locks its row, so that nothing slips into what is being handed in. */
@ApplicationScoped
@Transactional
public class Works {

    static final int LONGEST_REFLECTION = 10_000;
    static final int LONGEST_CAPTION = 300;
    static final int MOST_ARTEFACTS = 30;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private FileStore files;

    @Inject
    private Projects projects;

    @Inject
    private Teams teams;

    @Inject
    private PortfolioRecords records;

    @Inject
    private Clock clock;

    /** The pupil comes from the LMS: the work begins with the first time, each time is recorded. */
    Work arrive(Project project, UUID pupil, Optional<UUID> resourceLink) {
        begin(project, pupil);
        Work work = locked(project, pupil);
        resourceLink.ifPresent(work::cameBy);
        records.opened(project, work);
        return work;
    }

    /** The work of a child who uses no computer: what a teacher records on the child's behalf is registered under it. */
    public Work onBehalf(Project project, UUID child) {
        begin(project, child);
        return find(project, child).orElseThrow();
    }

    private void begin(Project project, UUID pupil) {
        entities.createNativeQuery("""
                        INSERT INTO work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent,
                                          started_at, status_since, version)
                        VALUES (?1, ?2, ?3, 'DRAFT', 0, '', 0, false, now(), now(), 1)
                        ON CONFLICT (project_id, pupil_id) DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, project.id())
                .setParameter(3, pupil)
                .executeUpdate();
    }

    /** The pupil's work; empty for somebody who has not come by the project's link yet. */
    public Optional<Work> find(Project project, UUID pupil) {
        return entities.createQuery(
                        "SELECT w FROM Work w WHERE w.projectId = :project AND w.pupilId = :pupil", Work.class)
                .setParameter("project", project.id())
                .setParameter("pupil", pupil)
                .getResultStream()
                .findFirst();
    }

    /** All that the pupil has made on this installation, the newest first. */
    public List<Work> of(UUID pupil) {
        return entities.createQuery(
                        "SELECT w FROM Work w WHERE w.pupilId = :pupil ORDER BY w.startedAt DESC, w.id", Work.class)
                .setParameter("pupil", pupil)
                .getResultList();
    }

    /** What the pupil shows, in the order of the project's steps; of a team, what all of its members do. */
    public List<Artefact> artefacts(Work work) {
        return entities.createQuery("""
                        SELECT a FROM Work w, Artefact a LEFT JOIN Milestone m ON m.id = a.milestoneId
                        WHERE a.workId = w.id AND w.projectId = :project AND w.pupilId IN :pupils
                        ORDER BY COALESCE(m.position, 1000), a.addedAt, a.id
                        """, Artefact.class)
                .setParameter("project", work.projectId())
                .setParameter("pupils", together(work))
                .getResultList();
    }

    private List<UUID> together(Work work) {
        return teams.together(entities.find(Project.class, work.projectId()), work.pupilId());
    }

    /** What became of keeping a text. */
    enum Kept {
        YES,
        /** Another page of the same pupil's saved other words meanwhile; both are shown. */
        CHANGED_ELSEWHERE
    }

    /**
     * Keeps what the pupil typed.
     *
     * @param seen the {@link Work#version} that the page showed
     * @param captions by artefact; of artefacts that are no longer there they are left out
     * @param steps by artefact, the milestone that it belongs to; likewise
     */
    Kept write(
            Project project,
            UUID pupil,
            long seen,
            String reflection,
            Map<UUID, String> captions,
            Map<UUID, Optional<UUID>> steps) {
        Work work = open(project, pupil);
        for (Artefact artefact : artefacts(work)) {
            Optional.ofNullable(captions.get(artefact.id())).ifPresent(artefact::isAbout);
            Optional.ofNullable(steps.get(artefact.id())).ifPresent(step -> artefact.belongsTo(inside(project, step)));
        }
        if (work.version() != seen && !work.reflection().equals(reflection)) {
            return Kept.CHANGED_ELSEWHERE;
        }
        if (work.reflect(reflection)) {
            records.reflected(project, work);
        }
        return Kept.YES;
    }

    /**
     * @param id of the artefact that it becomes: the same one brought twice is one
     * @param step the milestone that it belongs to
     * @return empty when the work is full
     */
    Optional<Artefact> add(
            Project project, UUID pupil, UUID id, ReceivedFile received, String caption, Optional<UUID> step) {
        List<Work> all = ofAll(project, pupil);
        Work work = own(all, pupil);
        work.requireOpenForPupil();
        entities.find(Project.class, project.id()).requireOpenForPupils();
        Optional<Artefact> there = artefact(project, pupil, id);
        if (there.isPresent()) {
            return there;
        }
        if (artefacts(work).size() >= MOST_ARTEFACTS) {
            return Optional.empty();
        }
        Artefact artefact = new Artefact(id, work.id(), files.keep(received), caption, clock.instant());
        artefact.belongsTo(inside(project, step));
        entities.persist(artefact);
        all.stream()
                .filter(one -> one.status().pupilMayChange())
                .forEach(one -> records.added(project, one, artefact, others(project, one)));
        return Optional.of(artefact);
    }

    /** A step that was taken out meanwhile, or is another project's, is none. */
    private Optional<UUID> inside(Project project, Optional<UUID> step) {
        return step.filter(id -> projects.milestones(project).stream()
                .anyMatch(milestone -> milestone.id().equals(id)));
    }

    /** The works of everybody who does the project together with this pupil, the pupil's among them; they begin with the first need. */
    private List<Work> ofAll(Project project, UUID pupil) {
        List<UUID> pupils = teams.together(project, pupil);
        pupils.forEach(one -> begin(project, one));
        // Always in the same order: two members who act at once do not wait for each other.
        return pupils.stream().map(one -> locked(project, one)).toList();
    }

    private static Work own(List<Work> all, UUID pupil) {
        return all.stream()
                .filter(one -> one.pupilId().equals(pupil))
                .findFirst()
                .orElseThrow();
    }

    private List<UUID> others(Project project, Work work) {
        return teams.together(project, work.pupilId()).stream()
                .filter(pupil -> !pupil.equals(work.pupilId()))
                .toList();
    }

    /** The artefact, if it is in this pupil's own work, or in the team's. */
    Optional<Artefact> artefact(Project project, UUID pupil, UUID artefact) {
        return find(project, pupil)
                .flatMap(work -> Optional.ofNullable(entities.find(Artefact.class, artefact))
                        .filter(found -> artefacts(work).contains(found)));
    }

    /** Takes an artefact out of the work; what was handed in before keeps its copy. */
    void remove(Project project, UUID pupil, UUID artefact) {
        open(project, pupil);
        artefact(project, pupil, artefact).ifPresent(found -> {
            entities.remove(found);
            if (!handedIn(found)) {
                files.forget(found.file().id());
            }
        });
    }

    private boolean handedIn(Artefact artefact) {
        return entities.createQuery(
                                "SELECT COUNT(s) FROM SubmittedArtefact s WHERE s.artefactId = :artefact", Long.class)
                        .setParameter("artefact", artefact.id())
                        .getSingleResult()
                > 0;
    }

    /**
     * Hands the work in, the whole team's: a locked copy for each member.
     *
     * @param attempt the attempt that the page showed; handing in the same one twice is one
     * @return whether there was anything to hand in
     */
    boolean submit(Project project, UUID pupil, int attempt) {
        List<Work> all = ofAll(project, pupil);
        Work work = own(all, pupil);
        if (work.status() == WorkStatus.SUBMITTED && work.attempt() == attempt) {
            return true;
        }
        open(project, pupil);
        List<Artefact> artefacts = artefacts(work);
        if (artefacts.isEmpty() && work.reflection().isEmpty()) {
            return false;
        }
        all.stream().filter(one -> one.status().pupilMayChange()).forEach(one -> handIn(project, one, artefacts));
        return true;
    }

    private void handIn(Project project, Work work, List<Artefact> artefacts) {
        work.submit(clock.instant());
        Submission submission = new Submission(UUID.randomUUID(), work, artefacts, clock.instant());
        entities.persist(submission);
        Map<UUID, String> steps =
                projects.milestones(project).stream().collect(Collectors.toMap(Milestone::id, Milestone::title));
        for (int position = 0; position < artefacts.size(); position++) {
            Artefact artefact = artefacts.get(position);
            String step = artefact.milestoneId().map(steps::get).orElse("");
            entities.persist(new SubmittedArtefact(submission.id(), position, artefact, step));
        }
        records.submitted(project, work, others(project, work));
    }

    private Work open(Project project, UUID pupil) {
        Work work = locked(project, pupil);
        work.requireOpenForPupil();
        entities.find(Project.class, project.id()).requireOpenForPupils();
        return work;
    }

    private Work locked(Project project, UUID pupil) {
        return entities.createQuery(
                        "SELECT w FROM Work w WHERE w.projectId = :project AND w.pupilId = :pupil", Work.class)
                .setParameter("project", project.id())
                .setParameter("pupil", pupil)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }
}
