/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.frameworks.Framework;
import khue.tools.frameworks.Frameworks;
import khue.tools.people.LeftAlone;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.CurrentVisit;

/** The page of one moment: its pictures with who is in them, and the form. */
@RequestScoped
public class MomentPage {

    @Inject
    private MomentsOfClass ofClass;

    @Inject
    private Moments moments;

    @Inject
    private Frameworks frameworks;

    @Inject
    private Consents consents;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** A child whom a picture shows. */
    public record Child(String id, String name) {}

    /**
     * A picture of a moment.
     *
     * @param tagged whether somebody has said who is in it
     * @param notAgreed of several children, those whose families have not agreed that others see them
     */
    public record Shown(PieceView piece, boolean tagged, List<Child> children, String notAgreed) {}

    /** @param words what the field shows: what the teacher typed last, kept or not */
    String show(Project project, Moment moment, String words, String field, MomentProblems problems) {
        List<MomentPicture> pictures = moments.pictures(moment);
        Map<UUID, Set<UUID>> tagged = moments.tagged(pictures);
        Set<UUID> children = moments.children(pictures);
        Map<UUID, String> names = ofClass.names(project, children);
        Set<UUID> agreed = consents.agreed(ConsentPurpose.PICTURES, children);
        models.put("project", pages.view(project));
        models.put("moment", moment);
        models.put(
                "restricted",
                leftAlone.among(children).stream().map(names::get).sorted().collect(Collectors.joining(", ")));
        models.put("sharedAt", moment.sharedAt().orElse(null));
        models.put("children", children.size());
        models.put("words", words);
        models.put("problems", problems);
        models.put("fields", pages.terms(Frameworks.DEVELOPMENT_FIELD));
        models.put("field", field);
        models.put("source", source());
        models.put(
                "shown",
                pictures.stream()
                        .map(picture -> shown(picture, Optional.ofNullable(tagged.get(picture.id())), names, agreed))
                        .toList());
        models.put("untagged", pictures.size() - tagged.size());
        models.put("largest", pages.largest());
        models.put("pictureSide", pages.pictureSide());
        models.put("place", place(moment));
        return "portfolio/moment.html";
    }

    private Shown shown(MomentPicture picture, Optional<Set<UUID>> people, Map<UUID, String> names, Set<UUID> agreed) {
        Set<UUID> there = people.orElse(Set.of());
        List<Child> children = names.entrySet().stream()
                .filter(child -> there.contains(child.getKey()))
                .map(child -> new Child(child.getKey().toString(), child.getValue()))
                .toList();
        String notAgreed = there.size() < 2
                ? ""
                : names.entrySet().stream()
                        .filter(child -> there.contains(child.getKey()) && !agreed.contains(child.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
        return new Shown(view(picture), people.isPresent(), children, notAgreed);
    }

    /** Where the fields come from, as an administrator has put it down. */
    private String source() {
        return frameworks.versions(Frameworks.DEVELOPMENT_FIELD).stream()
                .filter(version -> frameworks.terms(Frameworks.DEVELOPMENT_FIELD).stream()
                        .anyMatch(term -> term.id().startsWith(version.id() + "/" + version.version() + "/")))
                .map(Framework::source)
                .findFirst()
                .orElse("");
    }

    /** Under this name a device keeps what was not sent. */
    private UUID place(Moment moment) {
        return UUID.nameUUIDFromBytes((moment.id() + " " + current.person()).getBytes(StandardCharsets.US_ASCII));
    }

    PieceView view(MomentPicture picture) {
        return pages.piece(picture.id().toString(), picture.file());
    }
}
