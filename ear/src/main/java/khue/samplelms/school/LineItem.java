/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

/**
 * A column of the gradebook.
 *
 * @param activityId the activity it belongs to, or empty
 * @param resourceId the tool's own id, or empty
 * @param tag the tool's own qualifier, or empty
 */
public record LineItem(
        String id,
        String clientId,
        String activityId,
        String label,
        double scoreMaximum,
        String resourceId,
        String tag) {}
