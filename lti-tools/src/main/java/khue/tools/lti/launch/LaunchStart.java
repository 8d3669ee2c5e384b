/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.web.StartPage;
import khue.tools.web.Visitor;

/** Somebody who launched starts where the launch arrived. */
@ApplicationScoped
class LaunchStart implements StartPage {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ToolCatalogue catalogue;

    @Override
    public Optional<String> of(Visitor visitor) {
        return visitor.resourceLink().isEmpty()
                ? visitor.course().map(course -> CourseController.PATH)
                : visitor.resourceLink()
                        .map(link -> entities.find(ResourceLink.class, link))
                        .flatMap(link ->
                                link.tool().flatMap(catalogue::find).map(tool -> tool.arrival(visitor, link.item())));
    }
}
