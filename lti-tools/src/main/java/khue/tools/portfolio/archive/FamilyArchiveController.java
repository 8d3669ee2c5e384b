/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.FamilyPages;
import khue.tools.families.Guardians;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.family.FamilyShares;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A family takes along what it sees of the own child: the open works, and the moments of preschool, whose children have no access of their own. */
@Path("portfolio/family/archive/{child}")
@RequestScoped
@OpenTo(Audience.GUARDIAN)
public class FamilyArchiveController {

    @Inject
    private Access access;

    @Inject
    private Guardians guardians;

    @Inject
    private FamilyShares shares;

    @Inject
    private ArchiveParts parts;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @GET
    public Response download(@PathParam("child") UUID child) {
        if (!guardians.childrenOf(current.person()).contains(child)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "another family's child");
        }
        List<Archive.Part> all = new ArrayList<>();
        for (Work work : shares.of(Set.of(child))) {
            access.requireWork(Action.SEE, work.id());
            all.add(parts.open(work));
        }
        all.addAll(parts.moments(child));
        return parts.zip(child, pages.say("children.title"), all);
    }
}
