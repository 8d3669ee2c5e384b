/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.families.ConsentEnding;
import khue.tools.families.Consents;
import khue.tools.families.ledger.WorkConsents;
import khue.tools.people.People;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.records.ActorRole;
import khue.tools.web.CurrentVisit;

/** The showcases in the ledger of consents. */
@ApplicationScoped
@Transactional
public class ShowcaseConsents implements WorkConsents {

    @Inject
    private Showcases showcases;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Override
    public List<OfWork> of(Collection<UUID> children) {
        List<Showcase> all = showcases.ofPupils(children);
        Set<UUID> somebody = new HashSet<>();
        all.forEach(one -> Stream.of(one.agreedBy(), one.approvedBy(), one.endedBy())
                .flatMap(Optional::stream)
                .forEach(somebody::add));
        Map<UUID, String> names = people.names(somebody);
        return all.stream().map(one -> ofWork(one, names)).toList();
    }

    private OfWork ofWork(Showcase one, Map<UUID, String> names) {
        Work work = reviews.byId(one.workId());
        Project project = projects.find(work.projectId()).orElseThrow();
        return new OfWork(
                one.id(),
                work.pupilId(),
                project.title(),
                "/portfolio/showcase/" + one.workId(),
                one.textVersion(),
                State.valueOf(showcases.state(one).name()),
                one.chosenAt(),
                one.agreedAt().map(at -> new Yes(one.agreedBy().map(names::get), at)),
                one.paper(),
                one.approvedAt().map(at -> new Yes(one.approvedBy().map(names::get), at)),
                one.expiresAt(),
                one.endedAt()
                        .map(at -> new Consents.Ended(
                                at, one.endedHow(), one.endedBy().map(names::get))));
    }

    @Override
    public boolean agreeOnPaper(UUID child, UUID id, UUID paper, Instant signed) {
        Optional<Showcase> waiting =
                find(child, id).filter(one -> showcases.state(one) == Showcase.State.WAITS_FOR_FAMILY);
        waiting.ifPresent(one -> one.isAgreedOnPaper(paper, signed));
        return waiting.isPresent();
    }

    @Override
    public boolean end(UUID child, UUID id, UUID by, ConsentEnding how) {
        Optional<Showcase> goesOn = find(child, id).filter(one -> one.endedAt().isEmpty());
        goesOn.ifPresent(one -> {
            Work work = reviews.byId(one.workId());
            Project project = projects.find(work.projectId()).orElseThrow();
            ActorRole role = ActorRole.valueOf(current.require().audience().name());
            showcases.end(project, work, by, role, how);
        });
        return goesOn.isPresent();
    }

    private Optional<Showcase> find(UUID child, UUID id) {
        return showcases.ofPupils(Set.of(child)).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }
}
