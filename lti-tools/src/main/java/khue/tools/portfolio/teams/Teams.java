/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.PortfolioRecords;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.PageRefused;

/** The teams of a project. A pupil is in one at most. */
@ApplicationScoped
@Transactional
public class Teams {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private PortfolioRecords records;

    /** By name. */
    public List<Team> of(Project project) {
        Map<UUID, String> names = new LinkedHashMap<>();
        Map<UUID, List<UUID>> members = new LinkedHashMap<>();
        List<?> rows =
                entities.createNativeQuery("""
                        SELECT CAST(t.id AS text), t.name, CAST(m.pupil_id AS text)
                        FROM team t LEFT JOIN team_member m ON m.team_id = t.id
                        WHERE t.project_id = ?1 ORDER BY t.name, t.id, m.pupil_id
                        """).setParameter(1, project.id()).getResultList();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            UUID team = UUID.fromString((String) column[0]);
            names.put(team, (String) column[1]);
            List<UUID> some = members.computeIfAbsent(team, id -> new ArrayList<>());
            Optional.ofNullable((String) column[2]).map(UUID::fromString).ifPresent(some::add);
        }
        return names.entrySet().stream()
                .map(team -> new Team(team.getKey(), team.getValue(), members.get(team.getKey())))
                .toList();
    }

    public Optional<Team> of(Project project, UUID pupil) {
        return of(project).stream()
                .filter(team -> team.members().contains(pupil))
                .findFirst();
    }

    /** Everybody who does the project together with this pupil, the pupil among them; always in the same order. */
    public List<UUID> together(Project project, UUID pupil) {
        return of(project, pupil).map(Team::members).orElse(List.of(pupil));
    }

    /** Makes a team; one of this name that is there already is the team. */
    UUID make(Project project, String name) {
        entities.createNativeQuery(
                        "INSERT INTO team (id, project_id, name) VALUES (?1, ?2, ?3) ON CONFLICT (project_id, name) DO NOTHING")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, project.id())
                .setParameter(3, name)
                .executeUpdate();
        return of(project).stream()
                .filter(team -> team.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Its members are in no team any more; what they made stays theirs. */
    void remove(Project project, UUID team) {
        entities.createNativeQuery("DELETE FROM team WHERE id = ?1 AND project_id = ?2")
                .setParameter(1, team)
                .setParameter(2, project.id())
                .executeUpdate();
    }

    /** Puts a pupil into a team, out of any other. */
    void put(Project project, UUID pupil, UUID team) {
        if (of(project).stream().noneMatch(one -> one.id().equals(team))) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "a team of another project");
        }
        entities.createNativeQuery("""
                        INSERT INTO team_member (project_id, pupil_id, team_id) VALUES (?1, ?2, ?3)
                        ON CONFLICT (project_id, pupil_id) DO UPDATE SET team_id = excluded.team_id
                        """)
                .setParameter(1, project.id())
                .setParameter(2, pupil)
                .setParameter(3, team)
                .executeUpdate();
    }

    void takeOut(Project project, UUID pupil) {
        entities.createNativeQuery("DELETE FROM team_member WHERE project_id = ?1 AND pupil_id = ?2")
                .setParameter(1, project.id())
                .setParameter(2, pupil)
                .executeUpdate();
    }

    /** A pupil chooses; whoever has handed something in stays where that was done. */
    void join(Project project, Work work, UUID team) {
        if (work.attempt() > 0) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the work was handed in already");
        }
        boolean there =
                of(project, work.pupilId()).filter(own -> own.id().equals(team)).isPresent();
        if (!there) {
            put(project, work.pupilId(), team);
            records.joined(project, work);
        }
    }
}
