/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.Guardians;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.files.StoredFile;
import khue.tools.people.LeftAlone;
import khue.tools.web.Formats;
import khue.tools.web.Visitor;

/** The sheets of paper by which families agreed: written down by a teacher of the class, with the consents that they prove. */
@ApplicationScoped
@Transactional
public class ConsentPapers {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Consents consents;

    @Inject
    @Any
    private Instance<WorkConsents> ofWorks;

    @Inject
    private Guardians guardians;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private FileStore files;

    @Inject
    private Clock clock;

    /**
     * What a sheet agrees to.
     *
     * @param work the one work that is shown; empty for what is asked once for all of a child's works
     * @param version the words that the teacher compared the sheet with
     */
    record Purpose(ConsentPurpose purpose, Optional<UUID> work, int version) {}

    /**
     * A teacher of the child's class has the signed sheet.
     *
     * @return false when it cannot count: other words are asked by now, the work does not wait any more, or the child is left alone
     */
    boolean record(
            UUID course,
            UUID child,
            Purpose purpose,
            ConsentPaper.Signed signed,
            Optional<ReceivedFile> scan,
            UUID teacher,
            Locale language) {
        if (purpose.version() != consents.text(purpose.purpose()).version() || leftAlone.isLeftAlone(child)) {
            return false;
        }
        Optional<UUID> kept = scan.map(files::keep).map(StoredFile::id);
        entities.flush();
        ConsentPaper paper = new ConsentPaper(UUID.randomUUID(), child, course, signed, kept, teacher, clock.instant());
        entities.persist(paper);
        entities.flush();
        Instant at = signed.on().atStartOfDay(Formats.ZONE).toInstant();
        if (purpose.work().isPresent()) {
            boolean waited = ofWorks.stream()
                    .anyMatch(one -> one.agreeOnPaper(child, purpose.work().get(), paper.id(), at));
            if (!waited) {
                entities.remove(paper);
                paper.scanId().ifPresent(files::forget);
            }
            return waited;
        }
        consents.giveOnPaper(
                purpose.purpose(), child, signed.byTheChildToo(), purpose.version(), language, at, paper.id());
        return true;
    }

    /** By id; unknown ones are left out. */
    Map<UUID, ConsentPaper> find(Collection<UUID> papers) {
        return papers.isEmpty()
                ? Map.of()
                : entities.createQuery("SELECT p FROM ConsentPaper p WHERE p.id IN :ids", ConsentPaper.class)
                        .setParameter("ids", papers)
                        .getResultStream()
                        .collect(Collectors.toMap(ConsentPaper::id, Function.identity()));
    }

    /** The photo or scan of a sheet, for those who may see it: teachers of the class that keeps it, the child, and its family. */
    Optional<StoredFile> scan(UUID paper, Visitor visitor) {
        return find(List.of(paper)).values().stream()
                .filter(found -> maySee(found, visitor))
                .flatMap(found -> found.scanId().stream())
                .flatMap(scan -> files.find(scan).stream())
                .findFirst();
    }

    private boolean maySee(ConsentPaper paper, Visitor visitor) {
        return switch (visitor.audience()) {
            case TEACHER -> visitor.course().filter(paper.courseId()::equals).isPresent();
            case LEARNER -> visitor.person().filter(paper.childId()::equals).isPresent();
            case GUARDIAN ->
                guardians.childrenOf(visitor.person().orElseThrow()).contains(paper.childId());
            default -> false;
        };
    }
}
