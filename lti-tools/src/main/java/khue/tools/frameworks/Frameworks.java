/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.web.Formats;
import khue.tools.web.PageRefused;

/** The frameworks there are. People choose from a framework's version of today; a term of an older one keeps its label. */
@ApplicationScoped
@Transactional
public class Frameworks {

    public static final String LEARNING_FORM = "learning-form";
    public static final String STRAND = "strand";
    public static final String COMPETENCY = "competency";
    public static final String QUALITY = "quality";
    public static final String DEVELOPMENT_FIELD = "development-field";
    public static final String COMPONENT = "component";

    /** What the id of each scale of outcomes begins with. */
    public static final String OUTCOME = "outcome-";

    /** Versions are counted: the newer of two of one day has the higher number. */
    private static final String NEWEST_FIRST = " ORDER BY since DESC, CAST(version AS integer) DESC";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /** The terms of the framework's version of today, in their official order. */
    @SuppressWarnings("unchecked")
    public List<Term> terms(String framework) {
        return entities.createNativeQuery("""
                        SELECT t.* FROM framework_term t
                        WHERE t.framework = ?1
                          AND t.version = (SELECT version FROM framework WHERE id = ?1 AND since <= ?2 """ + NEWEST_FIRST + """
                         LIMIT 1)
                        ORDER BY t.position
                        """, Term.class)
                .setParameter(1, framework)
                .setParameter(2, today())
                .getResultList();
    }

    /** What a term is called; empty when there is none of this id. */
    public Optional<String> label(String term, Locale language) {
        return find(term).map(found -> found.label(language));
    }

    public Optional<Term> find(String term) {
        return Optional.ofNullable(entities.find(Term.class, term));
    }

    /** The ids of all frameworks, or of those that begin like this. */
    @SuppressWarnings("unchecked")
    public List<String> ids(String beginning) {
        return entities.createNativeQuery("SELECT DISTINCT id FROM framework WHERE starts_with(id, ?1) ORDER BY id")
                .setParameter(1, beginning)
                .getResultList();
    }

    /** Every version of a framework, the newest first. */
    @SuppressWarnings("unchecked")
    public List<Framework> versions(String framework) {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT version, source, CAST(since AS text) FROM framework WHERE id = ?1" + NEWEST_FIRST)
                .setParameter(1, framework)
                .getResultList();
        return rows.stream()
                .map(row ->
                        new Framework(framework, (String) row[0], (String) row[1], LocalDate.parse((String) row[2])))
                .toList();
    }

    /** This version of a framework, the newest where it has none like it; empty when there is no such framework. */
    Optional<Framework> version(String framework, String version) {
        List<Framework> versions = versions(framework);
        return versions.stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .or(() -> versions.stream().findFirst());
    }

    /** The terms of one version, whichever people choose from today. */
    public List<Term> terms(Framework version) {
        return entities.createQuery(
                        "SELECT t FROM Term t WHERE t.framework = :framework AND t.version = :version ORDER BY t.position",
                        Term.class)
                .setParameter("framework", version.id())
                .setParameter("version", version.version())
                .getResultList();
    }

    /**
     * A new version; the ones before it stay as they are, and so does all that was said with their terms.
     *
     * @param after the number of versions that the administrator saw: two who write at once do not both write the next one
     */
    void publish(String framework, int after, String source, LocalDate since, List<TermLine> lines) {
        List<Framework> before = versions(framework);
        if (before.isEmpty()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        if (before.size() != after) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the page showed " + after + " versions");
        }
        String version = Integer.toString(after + 1);
        entities.createNativeQuery("INSERT INTO framework (id, version, source, since) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, framework)
                .setParameter(2, version)
                .setParameter(3, source)
                .setParameter(4, since)
                .executeUpdate();
        for (int position = 1; position <= lines.size(); position++) {
            entities.persist(new Term(framework, version, position, lines.get(position - 1)));
        }
        audit.changed(
                AuditAction.FRAMEWORK_CHANGED,
                framework,
                framework,
                Changes.of("version", Integer.toString(after), version)
                        .and("source", before.get(0).source(), source));
    }

    private LocalDate today() {
        return Formats.today(clock);
    }
}
