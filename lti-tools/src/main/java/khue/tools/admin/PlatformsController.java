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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private ConnectionTest test;

    @Inject
    private ToolUrls toolUrls;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    @OpenTo({Audience.ADMINISTRATOR, Audience.READER})
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

    /** @param lms one of {@link Lms}; anything else shows what holds for all of them */
    @GET
    @Path("new")
    public String connect(@QueryParam("lms") String lms) {
        return connectPage(
                Lms.of(lms),
                PlatformForm.startingWith(Lms.of(lms).map(Lms::known).orElse(Map.of())));
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
            @FormParam("audience") String audience,
            @FormParam("origins") String origins,
            @FormParam("lms") String lms) {
        PlatformForm form = PlatformForm.of(name, issuer, clientId, authorization, token, keys, audience, origins);
        if (form.isComplete()) {
            Optional<Platform> added = changes.add(form.platform());
            if (added.isPresent()) {
                return toPage(added.get().id(), "platform-added");
            }
            form.problems().put("client_id", "admin.connect.problem.known");
        }
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(connectPage(Lms.of(lms), form))
                .build();
    }

    @GET
    @OpenTo({Audience.ADMINISTRATOR, Audience.READER})
    @Path("{platform}")
    public String show(@PathParam("platform") UUID id) {
        Platform platform = find(id);
        return page(platform, PlatformForm.of(platform), platform.school().orElse(""), Optional.empty());
    }

    /** Nothing changes here; but the LMS is asked, so that it is not for a link to do. */
    @POST
    @Path("{platform}/test")
    public String test(@PathParam("platform") UUID id) {
        Platform platform = find(id);
        models.put("tested", test.of(platform));
        return page(platform, PlatformForm.of(platform), platform.school().orElse(""), Optional.empty());
    }

    @POST
    @Path("{platform}")
    public Response change(
            @PathParam("platform") UUID id,
            @FormParam("name") String name,
            @FormParam("authorization") String authorization,
            @FormParam("token") String token,
            @FormParam("keys") String keys,
            @FormParam("audience") String audience,
            @FormParam("origins") String origins,
            @FormParam("school") String school,
            @FormParam("restricted") String restricted) {
        Platform platform = find(id);
        PlatformForm form = PlatformForm.of(
                name,
                platform.registration().issuer(),
                platform.registration().clientId(),
                authorization,
                token,
                keys,
                audience,
                origins);
        String named = Optional.ofNullable(school).orElse("").strip();
        if (named.length() > LONGEST_SCHOOL) {
            form.problems().put("school", "admin.connect.problem.school");
        }
        if (!form.isComplete()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(platform, form, named, Optional.of("true".equals(restricted))))
                    .build();
        }
        changes.change(
                platform,
                form.platform(),
                Optional.of(named).filter(text -> !text.isEmpty()),
                "true".equals(restricted));
        return toPage(id, "platform-changed");
    }

    @POST
    @Path("{platform}/remove")
    public Response remove(@PathParam("platform") UUID id) {
        if (!changes.remove(find(id))) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the LMS was activated meanwhile");
        }
        return Response.seeOther(ourPages.orHome("/tools/admin/platforms?done=admin.platform-removed"))
                .build();
    }

    /** All that wait: after somebody has played with the registration address. */
    @POST
    @Path("remove-waiting")
    public Response removeWaiting() {
        platforms.list().stream()
                .filter(platform -> is(platform, Platform.Status.PENDING))
                .forEach(changes::remove);
        return Response.seeOther(ourPages.orHome("/tools/admin/platforms?done=admin.platforms-removed"))
                .build();
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

    private String connectPage(Optional<Lms> lms, PlatformForm form) {
        Map<String, String> products = new LinkedHashMap<>();
        for (Lms product : Lms.values()) {
            products.put(product.id(), product.title());
        }
        models.put("products", products);
        models.put("lms", lms.map(Lms::id).orElse(""));
        models.put("product", lms.map(Lms::title).orElse(""));
        models.put("steps", lms.map(Lms::steps).orElse(List.of()));
        models.put("byHand", lms.map(product -> !product.registersItself()).orElse(false));
        models.put("urls", toolUrls);
        models.put("form", form);
        return "admin/connect.html";
    }

    private String page(Platform platform, PlatformForm form, String school, Optional<Boolean> restricted) {
        models.put("platform", platform);
        models.put("form", form);
        models.put("school", school);
        models.put("restricted", restricted.orElse(platform.areDeploymentsRestricted()));
        models.put("deployments", platforms.deployments(platform.id()));
        return "admin/platform.html";
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
