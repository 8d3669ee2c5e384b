/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /tools}: where people start. */
@Path("")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class HomeController {

    @GET
    public String home() {
        return "web/home.html";
    }
}
