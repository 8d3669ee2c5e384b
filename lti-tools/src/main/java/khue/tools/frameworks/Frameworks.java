/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The frameworks there are. People choose from a framework's latest version; a term of an older one keeps its label. */
@ApplicationScoped
@Transactional
public class Frameworks {

    public static final String LEARNING_FORM = "learning-form";
    public static final String STRAND = "strand";

    @PersistenceContext
    private EntityManager entities;

    /** The terms of the framework's latest version, in their official order. */
    @SuppressWarnings("unchecked")
    public List<Term> terms(String framework) {
        return entities.createNativeQuery("""
                        SELECT t.* FROM framework_term t
                        WHERE t.framework = ?1
                          AND t.version = (SELECT version FROM framework WHERE id = ?1 ORDER BY since DESC LIMIT 1)
                        ORDER BY t.position
                        """, Term.class)
                .setParameter(1, framework)
                .getResultList();
    }

    public Optional<Term> find(String term) {
        return Optional.ofNullable(entities.find(Term.class, term));
    }
}
