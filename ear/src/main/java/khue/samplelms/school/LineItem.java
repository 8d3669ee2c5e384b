/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.Map;

/**
 * A column of the gradebook.
 *
 * @param courseId whose gradebook it is in
 * @param activityId the activity it belongs to, or empty
 * @param resourceId the tool's own id, or empty
 * @param tag the tool's own qualifier, or empty
 * @param reviewUrl where somebody is sent who wants to see what a grade in it is for, or empty
 * @param reviewCustom what travels with that
 */
public record LineItem(
        String id,
        String clientId,
        String courseId,
        String activityId,
        String label,
        double scoreMaximum,
        String resourceId,
        String tag,
        String reviewUrl,
        Map<String, String> reviewCustom) {

    /** Files of before say nothing of reviews, and know of one course. */
    public LineItem {
        courseId = courseId == null ? Course.SAMPLE.id() : courseId;
        reviewUrl = reviewUrl == null ? "" : reviewUrl;
        reviewCustom = reviewCustom == null ? Map.of() : Map.copyOf(reviewCustom);
    }

    /** One of the first course. */
    public LineItem(
            String id,
            String clientId,
            String activityId,
            String label,
            double scoreMaximum,
            String resourceId,
            String tag,
            String reviewUrl,
            Map<String, String> reviewCustom) {
        this(
                id,
                clientId,
                Course.SAMPLE.id(),
                activityId,
                label,
                scoreMaximum,
                resourceId,
                tag,
                reviewUrl,
                reviewCustom);
    }

    /** The same column without grades, for the copy of its activity. */
    LineItem copy(String newId, Activity of) {
        return new LineItem(
                newId, clientId, of.courseId(), of.id(), label, scoreMaximum, resourceId, tag, reviewUrl, reviewCustom);
    }

    public boolean canBeReviewed() {
        return !reviewUrl.isEmpty();
    }
}
