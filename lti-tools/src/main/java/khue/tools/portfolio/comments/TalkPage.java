/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.families.FamilyPages;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.StatusView;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Projects;

/** The page on which something is said: what was said before, and a form. */
@RequestScoped
public class TalkPage {

    @Inject
    private Projects projects;

    @Inject
    private People people;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /** A comment as a page shows it. */
    public record Said(String who, String words, Instant when, StatusView status) {}

    /**
     * Below {@code /tools}.
     *
     * @param here the page itself, to which its form is sent
     * @param back what is talked about
     */
    public record Way(String here, String back) {}

    /** @param words what the field shows: what was typed and not taken */
    public String show(
            Work work, Capacity capacity, List<WorkComment> readable, Way way, String words, String problem) {
        Map<UUID, String> names =
                people.names(readable.stream().map(WorkComment::authorId).collect(Collectors.toSet()));
        models.put(
                "project", portfolioPages.view(projects.find(work.projectId()).orElseThrow()));
        models.put("pupil", people.find(work.pupilId()).orElseThrow().name().display());
        models.put("capacity", capacity.name());
        models.put("way", way);
        models.put(
                "said",
                readable.stream()
                        .map(comment -> new Said(
                                pages.say("talk.who." + comment.capacity().key(), names.get(comment.authorId())),
                                comment.words(),
                                comment.writtenAt(),
                                status(comment)))
                        .toList());
        models.put("words", words);
        models.put("problem", problem);
        models.put("looks", List.of());
        models.put("reflection", "");
        return "portfolio/talk.html";
    }

    private StatusView status(WorkComment comment) {
        return switch (comment.status()) {
            case WAITING -> new StatusView("waiting", pages.say("talk.waiting"));
            case SHOWN -> new StatusView("good", "");
            case HIDDEN -> new StatusView("plain", pages.say("talk.hidden"));
        };
    }
}
