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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.files.StoredFile;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.SubmittedArtefact;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.review.Reviews;

/** Who is in a picture or a video, as a teacher says it. Before anybody has said, no family sees it. */
@ApplicationScoped
@Transactional
public class PicturePeople {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Reviews reviews;

    @Inject
    private Clock clock;

    /** A picture or video of a work, and whether somebody has said who is in it. */
    record Picture(Work work, SubmittedArtefact piece, boolean said) {}

    /** The pictures and videos that families of these works would see: those of what was handed in last. */
    List<Picture> of(Collection<Work> works) {
        List<Picture> pictures = new ArrayList<>();
        for (Work work : works) {
            for (SubmittedArtefact piece : latest(work)) {
                if (showsPeople(piece.file())) {
                    pictures.add(new Picture(work, piece, isSaid(piece.file().id())));
                }
            }
        }
        return pictures;
    }

    private List<SubmittedArtefact> latest(Work work) {
        List<Submission> submissions = reviews.submissions(work);
        return reviews.artefacts(submissions.get(submissions.size() - 1));
    }

    static boolean showsPeople(StoredFile file) {
        return file.picture() || file.mediaType().startsWith("video/");
    }

    private boolean isSaid(UUID file) {
        return !ids("SELECT file_id FROM picture_people WHERE file_id = ?1", file)
                .isEmpty();
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
