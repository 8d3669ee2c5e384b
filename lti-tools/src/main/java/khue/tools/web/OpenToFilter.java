/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import khue.tools.settings.Settings;

/** Lets a request through only where {@link OpenTo} says so; a method that says nothing is closed. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class OpenToFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Inject
    private CurrentVisit current;

    @Inject
    private Settings settings;

    @Override
    public void filter(ContainerRequestContext context) {
        if (current.formIsForeign()) {
            throw new PageRefused(PageRefused.Reason.FOREIGN_FORM);
        }
        Set<Audience> open = openTo();
        if (open.contains(Audience.ANYBODY)) {
            return;
        }
        if (current.visitor().isEmpty()
                && isOpenedBySigningIn(open)
                && context.getMethod().equals("GET")) {
            context.abortWith(Response.seeOther(signInAndComeBack(context)).build());
            return;
        }
        if (current.visitor().isEmpty() && open.equals(Set.of(Audience.GUARDIAN))) {
            // A family has no LMS to come from anew: its way in is the page that its sheet leads to.
            context.abortWith(Response.seeOther(UriBuilder.fromUri(settings.toolsUrl())
                            .path("family")
                            .build())
                    .build());
            return;
        }
        Visitor visitor = current.visitor().orElseThrow(() -> new PageRefused(PageRefused.Reason.NO_VISIT));
        if (!open.contains(visitor.audience())) {
            throw new PageRefused(PageRefused.Reason.NOT_FOR_YOU);
        }
    }

    private static boolean isOpenedBySigningIn(Set<Audience> open) {
        return open.contains(Audience.ADMINISTRATOR)
                || open.contains(Audience.EVALUATOR)
                || open.contains(Audience.READER);
    }

    private URI signInAndComeBack(ContainerRequestContext context) {
        URI asked = context.getUriInfo().getRequestUri();
        String page = asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
        return UriBuilder.fromUri(settings.toolsUrl())
                .path("signin")
                .queryParam("to", "{page}")
                .build(page);
    }

    private Set<Audience> openTo() {
        OpenTo said = resource.getResourceMethod().getAnnotation(OpenTo.class);
        if (said == null) {
            said = resource.getResourceClass().getAnnotation(OpenTo.class);
        }
        return said == null ? EnumSet.noneOf(Audience.class) : EnumSet.copyOf(Arrays.asList(said.value()));
    }
}
