/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.deeplinking;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Where a teacher who came to add something chooses one of several tools, or nothing. */
@Path(DeepLinking.CHOOSER)
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class DeepLinkingController {

    @Inject
    private DeepLinking deepLinking;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private Models models;

    @GET
    public String choose() {
        if (!deepLinking.asked()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "this visit came to add nothing");
        }
        models.put("tools", catalogue.all());
        return "lti/deep-linking.html";
    }

    /** Back to the LMS with nothing. */
    @POST
    public String cancel() {
        models.put("answer", deepLinking.answer(List.of()));
        return "lti/deep-linking-answer.html";
    }
}
