/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.files.StoredFile;
import khue.tools.portfolio.SubmittedArtefact;
import khue.tools.portfolio.Work;
import khue.tools.subjects.erasure.Nobody;

/** Who is in a picture or a video: pupils may say it, a teacher's word counts. Before a teacher has looked, no family sees it. */
@ApplicationScoped
@Transactional
public class PicturePeople {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** A picture or video of a work, and whether somebody has said who is in it. */
    record Picture(Work work, SubmittedArtefact piece, boolean said) {}

    /** The pictures and videos that families of these works would see: those of what was handed in last, work by work. */
    List<Picture> of(Collection<Work> works) {
        Map<UUID, Work> byId = works.stream().collect(Collectors.toMap(Work::id, Function.identity()));
        if (byId.isEmpty()) {
            return List.of();
        }
        List<Object[]> latest = entities.createQuery("""
                        SELECT w.id, a FROM SubmittedArtefact a, Submission s, Work w
                        WHERE a.submissionId = s.id AND s.workId = w.id AND s.attempt = w.attempt AND w.id IN :works
                        ORDER BY w.statusSince, w.id, a.position
                        """, Object[].class)
                .setParameter("works", byId.keySet())
                .getResultList();
        Set<UUID> said = said(latest.stream()
                .map(row -> ((SubmittedArtefact) row[1]).file().id())
                .toList());
        return latest.stream()
                .filter(row -> showsPeople(((SubmittedArtefact) row[1]).file()))
                .map(row -> {
                    SubmittedArtefact piece = (SubmittedArtefact) row[1];
                    return new Picture(
                            byId.get((UUID) row[0]),
                            piece,
                            said.contains(piece.file().id()));
                })
                .toList();
    }

    public static boolean showsPeople(StoredFile file) {
        return file.picture() || file.mediaType().startsWith("video/");
    }

    /** Of these files, those of which a teacher has said it. */
    private Set<UUID> said(Collection<UUID> files) {
        return ((List<?>) entities.createNativeQuery("""
                                SELECT file_id FROM picture_people WHERE NOT proposed AND file_id = ANY(CAST(?1 AS uuid[]))
                                """)
                        .setParameter(1, array(files))
                        .getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    /** By file, who is in it, as far as somebody has said. */
    public Map<UUID, Set<UUID>> in(Collection<UUID> files) {
        Map<UUID, Set<UUID>> in = new HashMap<>();
        for (Object found :
                entities.createNativeQuery("""
                        SELECT said.file_id, p.person_id FROM picture_people said
                        LEFT JOIN person_in_picture p ON p.file_id = said.file_id
                        WHERE said.file_id = ANY(CAST(?1 AS uuid[]))
                        """).setParameter(1, array(files)).getResultList()) {
            Object[] row = (Object[]) found;
            Set<UUID> people = in.computeIfAbsent((UUID) row[0], file -> new HashSet<>());
            Optional.ofNullable((UUID) row[1]).ifPresent(people::add);
        }
        return in;
    }

    /** Who is in it, as far as somebody has said. */
    public Set<UUID> in(UUID file) {
        return in(List.of(file)).getOrDefault(file, Set.of());
    }

    /** Whether anybody has said it, a pupil or a teacher. */
    public boolean isKnown(UUID file) {
        return in(List.of(file)).containsKey(file);
    }

    /** Whether a teacher has said it. */
    public boolean isSaid(UUID file) {
        return said(List.of(file)).contains(file);
    }

    /** A pupil says who is in a picture of the own work. It waits for a teacher, unless one has said so before. */
    public void propose(UUID file, Collection<UUID> people, UUID pupil) {
        if (!isSaid(file)) {
            put(file, people, pupil, true);
        }
    }

    /** A teacher says it: these, and nobody else, are in the picture. */
    public void say(UUID file, Collection<UUID> people, UUID teacher) {
        put(file, people, teacher, false);
    }

    private void put(UUID file, Collection<UUID> people, UUID by, boolean proposed) {
        Set<UUID> there = new HashSet<>(people);
        if (in(file).contains(Nobody.ID)) {
            // Somebody who was erased is still in the picture: whoever names the others anew must not open it.
            there.add(Nobody.ID);
        }
        entities.createNativeQuery("DELETE FROM picture_people WHERE file_id = ?1")
                .setParameter(1, file)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO picture_people (file_id, said_by, said_at, proposed) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, file)
                .setParameter(2, by)
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(4, proposed)
                .executeUpdate();
        for (UUID person : there) {
            entities.createNativeQuery("INSERT INTO person_in_picture (file_id, person_id) VALUES (?1, ?2)")
                    .setParameter(1, file)
                    .setParameter(2, person)
                    .executeUpdate();
        }
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
