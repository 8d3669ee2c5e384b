/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.deeplinking;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Where a teacher who came to add something chooses: something new, what the course has already, several of it at once, or nothing. */
@Path(DeepLinking.CHOOSER)
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class DeepLinkingController {

    /**
     * Something that the course has already.
     *
     * @param choice names tool and item in the form
     */
    public record Choice(String choice, DeepLinking.Link link) {

        private static Choice of(LearningTool tool, LearningTool.Item item) {
            return new Choice(tool.id() + " " + item.id(), new DeepLinking.Link(tool.id(), item));
        }
    }

    @Inject
    private DeepLinking deepLinking;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private CurrentVisit current;

    @Inject
    private Models models;

    @GET
    public String choose() {
        if (!deepLinking.asked()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "this visit came to add nothing");
        }
        return choose("");
    }

    private String choose(String problem) {
        models.put("tools", catalogue.all());
        models.put("choices", choices());
        models.put("several", deepLinking.acceptsSeveral());
        models.put("problem", problem);
        return "lti/deep-linking.html";
    }

    /** Back to the LMS with what was chosen; by the other button with nothing. */
    @POST
    public Response answer(@FormParam("choice") List<String> chosen, @FormParam("nothing") String nothing) {
        boolean none = nothing != null;
        if (!none && chosen.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(choose("lti.deep-linking.choose-first"))
                    .build();
        }
        models.put("answer", deepLinking.answer(none ? List.of() : links(chosen)));
        return Response.ok("lti/deep-linking-answer.html").build();
    }

    private List<DeepLinking.Link> links(List<String> chosen) {
        Map<String, DeepLinking.Link> offered =
                choices().stream().collect(Collectors.toMap(Choice::choice, Choice::link));
        return chosen.stream()
                .distinct()
                .map(choice -> Optional.ofNullable(offered.get(choice))
                        .orElseThrow(() -> new PageRefused(
                                PageRefused.Reason.BAD_INPUT, "the course has nothing that is called so")))
                .toList();
    }

    private List<Choice> choices() {
        UUID course = current.course();
        return catalogue.all().stream()
                .flatMap(tool -> tool.items(course).stream().map(item -> Choice.of(tool, item)))
                .toList();
    }
}
