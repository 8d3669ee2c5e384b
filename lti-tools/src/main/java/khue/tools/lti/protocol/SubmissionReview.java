/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a line item says about itself, so that a grade leads to the work that it is for: the platform then sends a
 * {@link MessageType#SUBMISSION_REVIEW}.
 *
 * @param url where that message is to go
 * @param custom travels with it
 * @see <a href="https://www.imsglobal.org/spec/lti-sr/v1p0">Submission Review 1.0, the line item's {@code submissionReview}</a>
 */
public record SubmissionReview(URI url, Map<String, String> custom) {

    /** Before that there is nothing to look at. */
    private static final List<String> REVIEWABLE = List.of("Submitted", "Completed");

    public Map<String, Object> toJson() {
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("reviewableStatus", REVIEWABLE);
        review.put("url", url.toString());
        review.put("custom", custom);
        return review;
    }
}
