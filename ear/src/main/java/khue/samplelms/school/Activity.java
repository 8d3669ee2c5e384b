/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.Map;

/**
 * Something to do in the course, inside a tool: the LTI resource link.
 *
 * @param id the resource link's id
 * @param text a description, or empty
 * @param url the target_link_uri of its launches
 */
public record Activity(String id, String clientId, String title, String text, String url, Map<String, String> custom) {}
