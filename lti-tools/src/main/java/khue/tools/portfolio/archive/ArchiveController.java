/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import khue.tools.families.FamilyPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.Works;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** A pupil takes along the own works of every class and school year, and what a preschool had shared with the family. */
@Path("portfolio/archive")
@RequestScoped
@OpenTo(Audience.LEARNER)
public class ArchiveController {

    @Inject
    private Access access;

    @Inject
    private Works works;

    @Inject
    private ArchiveParts parts;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @GET
    public Response download() {
        UUID pupil = current.person();
        List<Archive.Part> all = new ArrayList<>();
        for (Work work : works.of(pupil)) {
            access.requireWork(Action.TAKE, work.id());
            if (!parts.isOfPreschool(work)) {
                all.add(parts.own(work));
            }
        }
        all.addAll(parts.moments(pupil));
        return parts.zip(pupil, pages.say("archive.title"), all);
    }
}
