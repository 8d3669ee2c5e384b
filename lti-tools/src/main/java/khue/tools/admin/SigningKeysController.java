/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import khue.tools.lti.platforms.SigningKey;
import khue.tools.lti.platforms.SigningKeys;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;

/** The keys that we sign with towards LMSes: which there are, beginning to replace the active one, giving all of them up. */
@Path("admin/signing-keys")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class SigningKeysController {

    @Inject
    private SigningKeys keys;

    @Inject
    private SigningKeyChanges changes;

    @Inject
    private ToolUrls urls;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    public String list() {
        // The first one is made when it is first needed: now.
        keys.published();
        List<SigningKey> all = keys.list();
        models.put("keys", all);
        models.put("replacing", all.stream().anyMatch(key -> key.status() == SigningKey.Status.PENDING));
        models.put("urls", urls);
        return "admin/signing-keys.html";
    }

    @POST
    @Path("replace")
    public Response replace() {
        changes.replace();
        return toPage("key-replaced");
    }

    @POST
    @Path("give-up")
    public Response giveUp() {
        changes.giveUp();
        return toPage("keys-given-up");
    }

    private Response toPage(String done) {
        return Response.seeOther(ourPages.orHome("/tools/admin/signing-keys?done=admin." + done))
                .build();
    }
}
