/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.tools.frameworks.Frameworks;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.web.CurrentVisit;

/** The templates that a teacher may begin from, as pages show them. */
@RequestScoped
class TemplateViews {

    @Inject
    private Templates templates;

    @Inject
    private ClassLevels levels;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    /**
     * One template.
     *
     * @param own this teacher keeps it
     * @param ours it came with Khuê
     */
    public record View(
            String id,
            String title,
            String form,
            String strand,
            int criteria,
            boolean own,
            boolean ours,
            int version,
            Instant changedAt) {}

    /**
     * What a version of a template says.
     *
     * @param days after its beginning, the end of a project; null: it has none
     */
    public record Said(
            int version,
            Instant changedAt,
            String title,
            String instructions,
            String form,
            String strand,
            List<String> competencies,
            List<String> components,
            String scale,
            Integer days,
            List<Rubric.Criterion> rubric,
            List<TemplateText.Day> milestones) {}

    Said said(TemplateVersion version) {
        return new Said(
                version.version(),
                version.changedAt(),
                version.title(),
                version.instructions(),
                pages.label(version.learningForm()),
                version.strand().map(pages::label).orElse(""),
                version.competencies().stream().map(pages::label).toList(),
                version.components().stream().map(pages::label).toList(),
                String.join(" / ", pages.terms(version.outcomeScale()).values()),
                version.dueDays().orElse(null),
                version.rubric().criteria(),
                version.milestones());
    }

    List<View> all() {
        Map<String, String> labels = new LinkedHashMap<>(pages.terms(Frameworks.LEARNING_FORM));
        labels.putAll(pages.terms(Frameworks.STRAND));
        boolean preschool = levels.isPreschool(current.course());
        return templates.of(current.course()).stream()
                .filter(template -> !preschool || template.outcomeScale().equals(ProjectForm.PRESCHOOL_SCALE))
                .map(template -> new View(
                        template.id().toString(),
                        template.title(),
                        labels.getOrDefault(template.learningForm(), ""),
                        template.strand()
                                .map(strand -> labels.getOrDefault(strand, ""))
                                .orElse(""),
                        template.rubric().criteria().size(),
                        template.createdBy().filter(current.person()::equals).isPresent(),
                        template.platformId().isEmpty(),
                        template.version(),
                        template.changedAt()))
                .toList();
    }
}
