/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.people.LeftAlone;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.Works;
import khue.tools.portfolio.projects.Project;
import khue.tools.subjects.erasure.Nobody;

/**
 * What has been recorded on behalf of children and holds. After each change of a moment it is brought in line with what there is: what is new
 * is recorded, what was a mistake is voided, and what a family no longer sees is said to be withdrawn.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class SaidForChildren {

    private enum What {
        /** The child is in a picture. */
        CREATED,
        /** The family sees the moment. */
        SHARED,
        /** The child took part in the project: some moment of it is shared. */
        COMPLETED
    }

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Works works;

    @Inject
    private MomentRecords records;

    @Inject
    private LeftAlone leftAlone;

    /** @param tagged by picture, who is in it */
    void settle(
            Project project, Moment moment, UUID teacher, List<MomentPicture> pictures, Map<UUID, Set<UUID>> tagged) {
        Set<UUID> now = tagged.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        for (UUID child : union(now, before(moment, pictures))) {
            Work work = works.onBehalf(project, child);
            for (MomentPicture picture : pictures) {
                boolean there = tagged.getOrDefault(picture.id(), Set.of()).contains(child);
                holds(
                                What.CREATED,
                                work,
                                picture.id(),
                                there,
                                () -> records.created(project, work, picture, moment, teacher))
                        .ifPresent(statement -> records.takeBack(statement, teacher));
            }
            // Who is left alone keeps what the family sees already, and gets nothing new.
            boolean seen = moment.sharedAt().isPresent()
                    && now.contains(child)
                    && (statement(What.SHARED, work, moment.id()).isPresent() || !leftAlone.isLeftAlone(child));
            holds(What.SHARED, work, moment.id(), seen, () -> records.shared(project, work, moment, teacher))
                    .ifPresent(statement -> records.unshared(project, work, moment, teacher));
            holds(
                            What.COMPLETED,
                            work,
                            project.id(),
                            any(What.SHARED, work),
                            () -> records.completed(project, work, teacher))
                    .ifPresent(statement -> records.takeBack(statement, teacher));
        }
    }

    /**
     * Records what holds now and did not.
     *
     * @return the statement of what held and does not any more
     */
    private Optional<UUID> holds(What what, Work work, UUID about, boolean now, Supplier<UUID> statement) {
        Optional<UUID> before = statement(what, work, about);
        if (now && before.isEmpty()) {
            entities.createNativeQuery(
                            "INSERT INTO said_for_child (work_id, what, about, statement_id) VALUES (?1, ?2, ?3, ?4)")
                    .setParameter(1, work.id())
                    .setParameter(2, what.name())
                    .setParameter(3, about)
                    .setParameter(4, statement.get())
                    .executeUpdate();
        }
        if (now || before.isEmpty()) {
            return Optional.empty();
        }
        entities.createNativeQuery("DELETE FROM said_for_child WHERE statement_id = ?1")
                .setParameter(1, before.get())
                .executeUpdate();
        return before;
    }

    private Optional<UUID> statement(What what, Work work, UUID about) {
        return ids(
                        "SELECT statement_id FROM said_for_child WHERE work_id = ?1 AND what = ?2 AND about = ?3",
                        work.id(),
                        what.name(),
                        about)
                .findFirst();
    }

    private boolean any(What what, Work work) {
        return ids("SELECT statement_id FROM said_for_child WHERE work_id = ?1 AND what = ?2", work.id(), what.name())
                .findFirst()
                .isPresent();
    }

    /** Of whom something was recorded with this moment. */
    private Set<UUID> before(Moment moment, List<MomentPicture> pictures) {
        String about = Stream.concat(Stream.of(moment.id()), pictures.stream().map(MomentPicture::id))
                .map(UUID::toString)
                .collect(Collectors.joining(",", "{", "}"));
        return ids("""
                        SELECT DISTINCT w.pupil_id FROM said_for_child s JOIN work w ON w.id = s.work_id
                        WHERE s.about = ANY(CAST(?1 AS uuid[]))
                        """, about).collect(Collectors.toSet());
    }

    private Stream<UUID> ids(String query, Object... parameters) {
        var asked = entities.createNativeQuery(query);
        for (int i = 0; i < parameters.length; i++) {
            asked.setParameter(i + 1, parameters[i]);
        }
        return ((List<?>) asked.getResultList()).stream().map(UUID.class::cast);
    }

    private static Set<UUID> union(Set<UUID> some, Set<UUID> others) {
        Set<UUID> all = new HashSet<>(some);
        all.addAll(others);
        all.remove(Nobody.ID);
        return all;
    }
}
