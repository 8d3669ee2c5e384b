/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
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
                        SELECT t FROM Template t WHERE (t.platformId = :platform OR t.platformId IS NULL) AND t.removedAt IS NULL
                        ORDER BY t.createdAt DESC, t.title
                        """, Template.class)
                .setParameter("platform", courses.platform(course).orElseThrow())
                .getResultList();
        return all.stream()
                .sorted(Comparator.comparing(template -> template.platformId().isEmpty()))
                .toList();
    }

    /** The template, if the course's school has it and it was not taken away. */
    public Optional<Template> find(UUID template, UUID course) {
        return everOf(template, course).filter(found -> found.removedAt().isEmpty());
    }

    /** The same, with one that was taken away: projects began from it. */
    Optional<Template> everOf(UUID template, UUID course) {
        UUID platform = courses.platform(course).orElseThrow();
        return Optional.ofNullable(entities.find(Template.class, template))
                .filter(found -> found.platformId().map(platform::equals).orElse(true));
    }

    /** A version of a template that the course's school has, or had. */
    Optional<TemplateVersion> version(UUID template, int version, UUID course) {
        return everOf(template, course)
                .map(found -> entities.find(TemplateVersion.class, new TemplateVersion.Key(template, version)));
    }

    /** The newest first. */
    List<TemplateVersion> versions(Template template) {
        return entities.createQuery(
                        "SELECT v FROM TemplateVersion v WHERE v.templateId = :template ORDER BY v.version DESC",
                        TemplateVersion.class)
                .setParameter("template", template.id())
                .getResultList();
    }

    /** Keeps a project as a template; the same teacher's template of the same title becomes this one. */
    void keep(ProjectDraft draft, UUID course, UUID teacher) {
        UUID platform = courses.platform(course).orElseThrow();
        Template template = entities.createQuery("""
                        SELECT t FROM Template t WHERE t.platformId = :platform AND t.createdBy = :teacher AND t.title = :title AND t.removedAt IS NULL
                        """, Template.class)
                .setParameter("platform", platform)
                .setParameter("teacher", teacher)
                .setParameter("title", draft.title())
                .getResultStream()
                .findFirst()
                .orElseGet(() -> new Template(UUID.randomUUID(), platform, teacher, clock.instant()));
        becomes(template, draft);
    }

    /**
     * Keeps a new template.
     *
     * @param id chosen when the form was shown: the form sent twice keeps one template
     */
    void add(UUID id, ProjectDraft draft, UUID course, UUID teacher) {
        if (entities.find(Template.class, id) != null) {
            own(id, course, teacher);
            return;
        }
        Template template = new Template(id, courses.platform(course).orElseThrow(), teacher, clock.instant());
        becomes(template, draft);
    }

    /**
     * @param seen the version that the page showed
     * @throws PageRefused {@code CONFLICT} when it was changed meanwhile, in another tab
     */
    void change(UUID id, int seen, ProjectDraft draft, UUID course, UUID teacher) {
        Template template = own(id, course, teacher);
        entities.refresh(template, LockModeType.PESSIMISTIC_WRITE);
        if (template.version() != seen) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the page showed version " + seen);
        }
        becomes(template, draft);
    }

    private void becomes(Template template, ProjectDraft draft) {
        TemplateVersion version = template.becomes(draft, Formats.today(clock), clock.instant());
        entities.persist(template);
        entities.persist(version);
    }

    /** A template that this teacher keeps. Another one's is copied, not changed. */
    Template own(UUID template, UUID course, UUID teacher) {
        Template found = find(template, course).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (found.createdBy().filter(teacher::equals).isEmpty()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOR_YOU, "another teacher's template");
        }
        return found;
    }

    /** Only whoever kept it takes it away; projects that began from it stay as they are, and still lead to what it said. */
    void remove(UUID template, UUID course, UUID teacher) {
        own(template, course, teacher).remove(clock.instant());
    }
}
