/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.samples;

import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;

/** Gives {@code ${samples}} to the pages of evaluators and administrators, so that nobody takes a sample for a figure. */
@Provider
public class SampleDataNotice implements ContainerRequestFilter {

    private static final Set<Audience> WHO_SEES_FIGURES = Set.of(Audience.EVALUATOR, Audience.ADMINISTRATOR);

    @Inject
    private CurrentVisit current;

    @Inject
    private SampleData data;

    @Inject
    private Models models;

    @Override
    public void filter(ContainerRequestContext context) {
        if (current.visitor()
                .filter(visitor -> WHO_SEES_FIGURES.contains(visitor.audience()))
                .isPresent()) {
            models.put("samples", data.state());
        }
    }
}
