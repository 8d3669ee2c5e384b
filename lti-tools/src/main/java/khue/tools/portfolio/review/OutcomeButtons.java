/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import khue.tools.frameworks.Frameworks;
import khue.tools.portfolio.Outcome;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.CurrentVisit;
import khue.tools.web.PageRefused;

/** The buttons by which a work is answered: one for each level of the project's scale, and one to return it. */
@RequestScoped
class OutcomeButtons {

    private static final String RETURN = "return";

    @Inject
    private Frameworks frameworks;

    @Inject
    private CurrentVisit current;

    /** A button that accepts. */
    public record Button(String code, String label, boolean good) {}

    List<Button> buttons(Project project) {
        return frameworks.terms(project.outcomeScale()).stream()
                .map(level -> new Button(level.code(), level.label(current.locale()), new Outcome(level).good()))
                .toList();
    }

    /** What a pressed button says; empty for a return. */
    Optional<Outcome> of(Project project, String button) {
        if (RETURN.equals(button)) {
            return Optional.empty();
        }
        return Optional.of(frameworks.terms(project.outcomeScale()).stream()
                .filter(level -> level.code().equals(button))
                .findFirst()
                .map(Outcome::new)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "answer")));
    }
}
