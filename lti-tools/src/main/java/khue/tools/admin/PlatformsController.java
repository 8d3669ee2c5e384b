/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Deployment;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;

/** The LMSes: those that wait, those that work, and how to connect another one. */
@Path("admin/platforms")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class PlatformsController {

    private static final int LONGEST_SCHOOL = 200;

    @Inject
    private Platforms platforms;

    @Inject
    private PlatformChanges changes;

    @Inject
    private ToolUrls toolUrls;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    public String list() {
        List<Platform> all = platforms.list();
        models.put(
                "pending",
                all.stream()
                        .filter(platform -> is(platform, Platform.Status.PENDING))
                        .toList());
        models.put(
                "others",
                all.stream()
                        .filter(platform -> !is(platform, Platform.Status.PENDING))
                        .toList());
        return "admin/platforms.html";
    }

    @GET
    @Path("new")
    public String connect() {
        models.put("urls", toolUrls);
        return "admin/connect.html";
    }

    @POST
    @Path("new")
    public Response add(
            @FormParam("name") String name,
            @FormParam("issuer") String issuer,
            @FormParam("client_id") String clientId,
            @FormParam("authorization") String authorization,
            @FormParam("token") String token,
            @FormParam("keys") String keys,
            @FormParam("audience") String audience) {
        PlatformForm form = PlatformForm.of(name, issuer, clientId, authorization, token, keys, audience);
        if (form.isComplete()) {
            Optional<Platform> added = changes.add(form.platform());
            if (added.isPresent()) {
                return toPage(added.get().id(), "platform-added");
            }
            form.problems().put("client_id", "admin.connect.problem.known");
        }
        models.put("urls", toolUrls);
        models.put("form", form);
        return Response.status(Response.Status.BAD_REQUEST)
                .entity("admin/connect.html")
                .build();
    }

    @GET
    @Path("{platform}")
    public String show(@PathParam("platform") UUID id) {
        models.put("platform", find(id));
        models.put("deployments", platforms.deployments(id));
        return "admin/platform.html";
    }

    @POST
    @Path("{platform}/activate")
    public Response activate(@PathParam("platform") UUID id, @FormParam("school") String school) {
        Platform platform = find(id);
        String named = Optional.ofNullable(school).orElse("").strip();
        if (named.length() > LONGEST_SCHOOL) {
            throw new PageRefused(
                    PageRefused.Reason.BAD_INPUT, "a school's name has at most " + LONGEST_SCHOOL + " characters");
        }
        changes.activate(platform, Optional.of(named).filter(text -> !text.isEmpty()));
        return toPage(id, "platform-active");
    }

    @POST
    @Path("{platform}/disable")
    public Response disable(@PathParam("platform") UUID id) {
        changes.disable(find(id));
        return toPage(id, "platform-disabled");
    }

    @POST
    @Path("{platform}/deployments/{deployment}/{change: enable|disable}")
    public Response change(
            @PathParam("platform") UUID id,
            @PathParam("deployment") UUID deployment,
            @PathParam("change") String change) {
        Platform platform = find(id);
        Deployment known = platforms.deployments(id).stream()
                .filter(candidate -> candidate.id().equals(deployment))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (change.equals("enable")) {
            changes.enable(platform, known);
        } else {
            changes.disable(platform, known);
        }
        return toPage(id, "deployment");
    }

    private Platform find(UUID id) {
        return platforms.find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Response toPage(UUID platform, String done) {
        return Response.seeOther(ourPages.orHome("/tools/admin/platforms/" + platform + "?done=admin." + done))
                .build();
    }

    private static boolean is(Platform platform, Platform.Status status) {
        return platform.status() == status;
    }
}
