/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.deeplinking;

/** The custom parameters that a link of ours carries through the LMS and brings back with every launch. */
public final class LinkParameters {

    /** The id of the tool that opens the link. */
    public static final String TOOL = "khue_tool";

    /** What the tool opens: a UUID of the tool's own. */
    public static final String ITEM = "khue_item";

    private LinkParameters() {}
}
