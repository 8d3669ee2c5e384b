/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.protocol.Parameters;
import khue.tools.lti.protocol.PlatformConfiguration;
import khue.tools.lti.protocol.RegistrationReason;
import khue.tools.lti.protocol.RegistrationRejected;
import khue.tools.lti.protocol.RegistrationRequest;
import khue.tools.web.Audience;
import khue.tools.web.ContentSecurityPolicy;
import khue.tools.web.OpenTo;

/**
 * {@code /tools/lti/register}: an LMS's administrator, in a frame or a window of that LMS, sees what is about to happen (GET) and makes it
 * happen (POST). Anybody may do it; an administrator of ours decides what comes of it.
 */
@Path("lti/register")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class RegistrationController {

    /**
     * Anybody may register, and nothing here acts in a visitor's name: there is nothing that a click by mistake could give away. And the page
     * of an LMS that frames ours need not be where its issuer is.
     */
    private static final String ANY_SITE = "*";

    @Inject
    private DynamicRegistration registration;

    @Inject
    private Event<RegistrationRefused> refusals;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    public Response ask() {
        try {
            RegistrationRequest asked = RegistrationRequest.ofQuery(request.getQueryString());
            PlatformConfiguration platform = registration.read(asked);
            models.put("asked", asked);
            models.put("platform", platform);
            return page(Response.Status.OK, "lti/register.html", ANY_SITE);
        } catch (RegistrationRejected rejected) {
            return refused(Optional.ofNullable(request.getParameter("openid_configuration")), rejected);
        }
    }

    @POST
    public Response register(
            @FormParam("openid_configuration") List<String> configurations,
            @FormParam("registration_token") List<String> tokens) {
        try {
            DynamicRegistration.Outcome outcome = registration.register(RegistrationRequest.of(
                    new Parameters(Map.of("openid_configuration", configurations, "registration_token", tokens))));
            models.put(
                    "outcome",
                    outcome.known() ? outcome.platform().status().name().toLowerCase(Locale.ROOT) : "new");
            models.put("platform", outcome.platform());
            return page(Response.Status.OK, "lti/registered.html", ANY_SITE);
        } catch (RegistrationRejected rejected) {
            return refused(configurations.stream().findFirst(), rejected);
        }
    }

    private Response refused(Optional<String> from, RegistrationRejected rejected) {
        refusals.fire(new RegistrationRefused(from, rejected.reason(), rejected.detail()));
        models.put("reason", rejected.reason());
        models.put("detail", rejected.detail());
        return page(status(rejected.reason()), "lti/registration-refused.html", ANY_SITE);
    }

    private static Response.Status status(RegistrationReason reason) {
        return switch (reason) {
            case PARAMETER_UNUSABLE -> Response.Status.BAD_REQUEST;
            case CONFIGURATION_UNREACHABLE, CONFIGURATION_UNUSABLE, PLATFORM_REFUSED -> Response.Status.BAD_GATEWAY;
            case ISSUER_FOREIGN, ENDPOINT_NOT_HTTPS -> Response.Status.FORBIDDEN;
            case PLATFORM_KNOWN -> Response.Status.CONFLICT;
            case TOO_MANY_WAITING -> Response.Status.SERVICE_UNAVAILABLE;
        };
    }

    private static Response page(Response.Status status, String view, String framedBy) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ContentSecurityPolicy.framedBy(framedBy))
                .entity(view)
                .build();
    }
}
