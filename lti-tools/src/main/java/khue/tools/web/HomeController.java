/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import khue.tools.settings.Settings;

/** {@code /tools}: where people start. Who visits already is taken to where the work is. */
@Path("")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class HomeController {

    @Inject
    @Any
    private Instance<StartPage> startPages;

    @Inject
    private CurrentVisit current;

    @Inject
    private OurPages ourPages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    @GET
    public Response home() {
        Optional<String> start = current.visitor()
                .flatMap(visitor -> startPages.stream()
                        .flatMap(page -> page.of(visitor).stream())
                        .findFirst());
        if (start.isPresent()) {
            return Response.seeOther(ourPages.orHome("/tools" + start.get())).build();
        }
        models.put("sampleLms", settings.sampleLms().map(Object::toString).orElse(""));
        return Response.ok("web/home.html").build();
    }
}
