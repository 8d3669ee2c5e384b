/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something to do in a course, inside a tool: the LTI resource link.
 *
 * @param id the resource link's id
 * @param text a description, or empty
 * @param url the target_link_uri of its launches
 * @param courseId where it is
 * @param origins the ids of the activities that it was copied from, the latest copy first
 */
public record Activity(
        String id,
        String clientId,
        String title,
        String text,
        String url,
        Map<String, String> custom,
        String courseId,
        List<String> origins) {

    /** Files of before know of one course. */
    public Activity {
        courseId = courseId == null ? Course.SAMPLE.id() : courseId;
        origins = origins == null ? List.of() : List.copyOf(origins);
    }

    /** One of the first course. */
    public Activity(String id, String clientId, String title, String text, String url, Map<String, String> custom) {
        this(id, clientId, title, text, url, custom, Course.SAMPLE.id(), List.of());
    }

    /** As an LMS copies: what the tool said stays as it was, only the link is another one. */
    Activity copy(String newId, Course into) {
        List<String> history = new ArrayList<>(List.of(id));
        history.addAll(origins);
        return new Activity(newId, clientId, title, text, url, custom, into.id(), history);
    }
}
