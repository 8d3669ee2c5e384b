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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.files.StoredFile;
import khue.tools.portfolio.SubmittedArtefact;
import khue.tools.portfolio.Work;

/** Who is in a picture or a video, as a teacher says it. Before anybody has said, no family sees it. */
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

    static boolean showsPeople(StoredFile file) {
        return file.picture() || file.mediaType().startsWith("video/");
    }

    private Set<UUID> said(Collection<UUID> files) {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT file_id FROM picture_people WHERE file_id = ANY(CAST(?1 AS uuid[]))")
                        .setParameter(1, files.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                        .getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    Set<UUID> in(UUID file) {
        return ids("SELECT person_id FROM person_in_picture WHERE file_id = ?1", file);
    }

    /** These, and nobody else, are in the picture. */
    void say(UUID file, Collection<UUID> people, UUID teacher) {
        entities.createNativeQuery("DELETE FROM picture_people WHERE file_id = ?1")
                .setParameter(1, file)
                .executeUpdate();
        entities.createNativeQuery("INSERT INTO picture_people (file_id, said_by, said_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, file)
                .setParameter(2, teacher)
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        for (UUID person : Set.copyOf(people)) {
            entities.createNativeQuery("INSERT INTO person_in_picture (file_id, person_id) VALUES (?1, ?2)")
                    .setParameter(1, file)
                    .setParameter(2, person)
                    .executeUpdate();
        }
    }

    private Set<UUID> ids(String query, UUID file) {
        return ((List<?>)
                        entities.createNativeQuery(query).setParameter(1, file).getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toCollection(HashSet::new));
    }
}
