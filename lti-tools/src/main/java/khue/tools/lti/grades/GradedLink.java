/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;

/**
 * What a score needs to know about its link and its learner.
 *
 * @param ltiId the link's id in the LMS
 * @param tool the tool that the link opens, when it has been set up
 * @param item what the tool opens
 * @param lineItemUrl the coupled line item
 * @param lineItemsUrl the course's line items, when the LMS lets us see or make any
 * @param subject what the LMS calls the learner
 */
record GradedLink(
        UUID id,
        Platform platform,
        String ltiId,
        String title,
        Optional<String> tool,
        Optional<UUID> item,
        Optional<URI> lineItemUrl,
        Optional<URI> lineItemsUrl,
        String subject) {}
