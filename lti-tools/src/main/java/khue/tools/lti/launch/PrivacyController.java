/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import khue.tools.web.Audience;
import khue.tools.web.ContentSecurityPolicy;
import khue.tools.web.OpenTo;

/**
 * What we keep about people, why, for how long, and whom to ask: where a data privacy launch arrives, and a page that anybody may read. It
 * names nobody, so any site may frame it.
 */
@Path(PrivacyController.PATH)
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class PrivacyController {

    static final String PATH = "/lti/privacy";

    @GET
    public Response show() {
        return Response.ok("lti/privacy.html", MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ContentSecurityPolicy.framedBy("*"))
                .build();
    }
}
