/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.Courses;
import khue.tools.web.Formats;
import khue.tools.web.PageRefused;

/** The templates of a school: those that its own teachers kept, and a few that came with Khuê. A school is what one LMS serves. */
@ApplicationScoped
@Transactional
public class Templates {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Courses courses;

    @Inject
    private Clock clock;

    /** The school's own first, the newest first. */
    public List<Template> of(UUID course) {
        List<Template> all = entities.createQuery("""
                        SELECT t FROM Template t WHERE t.platformId = :platform OR t.platformId IS NULL
                        ORDER BY t.createdAt DESC, t.title
                        """, Template.class)
                .setParameter("platform", courses.platform(course).orElseThrow())
                .getResultList();
        return all.stream()
                .sorted(Comparator.comparing(template -> template.platformId().isEmpty()))
                .toList();
    }

    /** The template, if the course's school has it. */
    public Optional<Template> find(UUID template, UUID course) {
        UUID platform = courses.platform(course).orElseThrow();
        return Optional.ofNullable(entities.find(Template.class, template))
                .filter(found -> found.platformId().map(platform::equals).orElse(true));
    }

    /** Keeps a project as a template; the same teacher's template of the same title becomes this one. */
    void keep(ProjectDraft draft, UUID course, UUID teacher) {
        UUID platform = courses.platform(course).orElseThrow();
        Template template = entities.createQuery("""
                        SELECT t FROM Template t WHERE t.platformId = :platform AND t.createdBy = :teacher AND t.title = :title
                        """, Template.class)
                .setParameter("platform", platform)
                .setParameter("teacher", teacher)
                .setParameter("title", draft.title())
                .getResultStream()
                .findFirst()
                .orElseGet(() -> new Template(UUID.randomUUID(), platform, teacher, clock.instant()));
        template.becomes(draft, Formats.today(clock));
        entities.persist(template);
    }

    /** Only whoever kept it takes it away; projects that began from it stay as they are. */
    void remove(UUID template, UUID course, UUID teacher) {
        Template found = find(template, course).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (found.createdBy().filter(teacher::equals).isEmpty()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOR_YOU, "another teacher's template");
        }
        entities.remove(found);
    }
}
