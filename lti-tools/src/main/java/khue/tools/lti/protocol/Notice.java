/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * News from a platform that passed every check.
 *
 * @param id the platform gives no two notices the same
 * @param type such as {@value #CONTEXT_COPY}
 * @param deploymentId whose news it is
 * @param at when it happened, as the platform says
 * @param context the course that the news is about
 * @param originContexts of a copied course: what it was copied from
 * @see <a href="https://www.imsglobal.org/spec/lti-pns/v1p0">Platform Notification Service 1.0</a>
 */
public record Notice(
        String id,
        String type,
        String deploymentId,
        Instant at,
        Optional<String> context,
        List<String> originContexts) {

    /** A course was copied. */
    public static final String CONTEXT_COPY = "LtiContextCopyNotice";

    public Notice {
        originContexts = List.copyOf(originContexts);
    }
}
