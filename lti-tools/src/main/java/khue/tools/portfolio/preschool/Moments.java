/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.family.PicturePeople;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.PageRefused;

/** The moments of a preschool class, as its teachers record them. Whatever changes one locks its row first. */
@ApplicationScoped
@Transactional
public class Moments {

    static final int LONGEST_WORDS = 1000;
    static final int MOST_PICTURES = 30;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private FileStore files;

    @Inject
    private PicturePeople people;

    @Inject
    private SaidForChildren said;

    @Inject
    private Clock clock;

    /** The newest first. */
    List<Moment> of(Project project) {
        return entities.createQuery(
                        "SELECT m FROM Moment m WHERE m.projectId = :project ORDER BY m.recordedAt DESC, m.id",
                        Moment.class)
                .setParameter("project", project.id())
                .getResultList();
    }

    /** Those of a project that a child's family sees, the newest first. */
    List<Moment> shared(Project project, UUID child) {
        List<Moment> all = of(project);
        Map<UUID, List<MomentPicture>> pictures = pictures(all);
        Map<UUID, Set<UUID>> tagged =
                tagged(pictures.values().stream().flatMap(List::stream).toList());
        Set<UUID> withheld = withheld(project, child);
        return all.stream()
                .filter(moment -> moment.sharedAt().isPresent() && !withheld.contains(moment.id()))
                .filter(moment -> pictures.getOrDefault(moment.id(), List.of()).stream()
                        .anyMatch(picture ->
                                tagged.getOrDefault(picture.id(), Set.of()).contains(child)))
                .toList();
    }

    /** Those that were shared while the child is left alone. */
    private Set<UUID> withheld(Project project, UUID child) {
        return ((List<?>) entities.createNativeQuery("""
                                SELECT m.id FROM moment m JOIN restriction r ON r.person_id = ?2 AND r.since < m.shared_at
                                WHERE m.project_id = ?1
                                """)
                        .setParameter(1, project.id())
                        .setParameter(2, child)
                        .getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    /**
     * The id of a teacher's next moment in a project, the same until there is one: what a telephone keeps for it is found again, though the
     * page was closed before anything of it had arrived.
     */
    UUID next(Project project, UUID teacher) {
        long before = entities.createQuery(
                        "SELECT COUNT(m) FROM Moment m WHERE m.projectId = :project AND m.recordedBy = :teacher",
                        Long.class)
                .setParameter("project", project.id())
                .setParameter("teacher", teacher)
                .getSingleResult();
        return UUID.nameUUIDFromBytes(
                (project.id() + " " + teacher + " " + before).getBytes(StandardCharsets.US_ASCII));
    }

    /** The moment, or one of which nothing is kept yet. */
    Moment find(Project project, UUID id, UUID teacher) {
        Moment there = entities.find(Moment.class, id);
        if (there == null) {
            return new Moment(id, project.id(), teacher, clock.instant());
        }
        return inside(project, there);
    }

    private static Moment inside(Project project, Moment moment) {
        if (!moment.projectId().equals(project.id())) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "a moment of another project");
        }
        return moment;
    }

    /** The moment, begun if need be, for this transaction alone. */
    private Moment locked(Project project, UUID id, UUID teacher) {
        if (project.closed() && entities.find(Moment.class, id) == null) {
            throw new PageRefused(PageRefused.Reason.PROJECT_CLOSED, "no new moment");
        }
        entities.createNativeQuery("""
                        INSERT INTO moment (id, project_id, words, recorded_by, recorded_at, version)
                        VALUES (?1, ?2, '', ?3, ?4, 1) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, id)
                .setParameter(2, project.id())
                .setParameter(3, teacher)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        Moment moment = entities.find(Moment.class, id, LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(moment);
        return inside(project, moment);
    }

    /** The pictures of a moment, the first one first. */
    List<MomentPicture> pictures(Moment moment) {
        return pictures(List.of(moment)).getOrDefault(moment.id(), List.of());
    }

    /** The same for several: by moment. */
    Map<UUID, List<MomentPicture>> pictures(Collection<Moment> moments) {
        if (moments.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("""
                        SELECT p FROM MomentPicture p JOIN FETCH p.file WHERE p.momentId IN :moments ORDER BY p.addedAt, p.id
                        """, MomentPicture.class)
                .setParameter("moments", moments.stream().map(Moment::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(MomentPicture::momentId));
    }

    /** By picture, who is in it; of pictures of which nobody has said it yet there is none. */
    Map<UUID, Set<UUID>> tagged(Collection<MomentPicture> pictures) {
        Map<UUID, Set<UUID>> tagged = new LinkedHashMap<>();
        Map<UUID, Set<UUID>> byFile =
                people.in(pictures.stream().map(picture -> picture.file().id()).toList());
        pictures.stream()
                .filter(picture -> byFile.containsKey(picture.file().id()))
                .forEach(picture ->
                        tagged.put(picture.id(), byFile.get(picture.file().id())));
        return tagged;
    }

    Set<UUID> children(Collection<MomentPicture> pictures) {
        return tagged(pictures).values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /**
     * Keeps what the teacher typed.
     *
     * @param seen the {@link Moment#version} that the page showed
     * @return whether it is kept; not when another page has saved other words meanwhile
     */
    boolean write(Project project, UUID id, UUID teacher, long seen, Optional<Term> field, String words) {
        Moment moment = locked(project, id, teacher);
        boolean first = seen == 0 && moment.words().isEmpty();
        if (moment.version() != seen && !first && !moment.words().equals(words)) {
            return false;
        }
        moment.tells(field, words);
        return true;
    }

    /**
     * @param picture the id that it gets: the same one brought twice is one
     * @return whether there is room
     */
    boolean add(Project project, UUID id, UUID teacher, UUID picture, ReceivedFile received) {
        Moment moment = locked(project, id, teacher);
        List<MomentPicture> there = pictures(moment);
        if (there.stream().anyMatch(one -> one.id().equals(picture))) {
            return true;
        }
        if (there.size() >= MOST_PICTURES) {
            return false;
        }
        entities.persist(new MomentPicture(picture, id, files.keep(received), clock.instant()));
        return true;
    }

    Optional<MomentPicture> picture(Moment moment, UUID picture) {
        return Optional.ofNullable(entities.find(MomentPicture.class, picture))
                .filter(found -> found.momentId().equals(moment.id()));
    }

    /** The picture goes, with who is in it and what that said of them. */
    void remove(Project project, UUID id, UUID teacher, UUID picture) {
        Moment moment = locked(project, id, teacher);
        picture(moment, picture).ifPresent(found -> {
            people.say(found.file().id(), List.of(), teacher);
            settle(project, moment, teacher);
            entities.remove(found);
            entities.flush();
            files.forget(found.file().id());
        });
    }

    /** These children, and nobody else of the class, are in the picture; whoever is not in it any more loses it at once. */
    void tag(Project project, UUID id, UUID teacher, UUID picture, Collection<UUID> children) {
        Moment moment = locked(project, id, teacher);
        MomentPicture found = picture(moment, picture).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        people.say(found.file().id(), children, teacher);
        settle(project, moment, teacher);
    }

    /** The families of the children in it see it. */
    void share(Project project, UUID id, UUID teacher) {
        Moment moment = locked(project, id, teacher);
        if (moment.sharedAt().isEmpty()) {
            moment.share(clock.instant());
        }
        settle(project, moment, teacher);
    }

    /** No family sees it any more. */
    void unshare(Project project, UUID id, UUID teacher) {
        Moment moment = locked(project, id, teacher);
        moment.unshare();
        settle(project, moment, teacher);
    }

    private void settle(Project project, Moment moment, UUID teacher) {
        List<MomentPicture> pictures = pictures(moment);
        said.settle(project, moment, teacher, pictures, tagged(pictures));
    }
}
