/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import khue.tools.frameworks.Frameworks;

/** The store knows competencies and qualities by their ids; what they are called is in our frameworks. */
@ApplicationScoped
public class TermNames {

    private static final String OF_TERMS = "competency";

    @Inject
    private Frameworks frameworks;

    public IndicatorReport in(IndicatorReport report, Locale locale) {
        return report.by().equals(OF_TERMS) ? report.named(id -> frameworks.label(id, locale)) : report;
    }
}
