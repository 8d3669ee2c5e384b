/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.catalogue;

import java.util.List;
import java.util.Set;
import khue.tools.records.Verb;
import khue.tools.web.Visitor;

/**
 * A learning tool: what a teacher adds to a course. A tool takes one id, say {@code labs}: the package {@code khue.tools.labs} with a CDI
 * bean that implements this interface, its pages below {@code /tools/labs}, its templates in {@code WEB-INF/views/labs}, its sentences in
 * {@code messages/labs_{vi,en}.properties}, and its migration. Nothing else changes: {@link ToolCatalogue} finds it.
 *
 * <p>Messages every tool must have: {@code <id>.tool.name} and {@code <id>.tool.description}.
 */
public interface LearningTool {

    /** Lower-case letters, digits and hyphens; stable for ever, because links in LMSes carry it. */
    String id();

    /** Every verb that the tool's statements use. */
    Set<Verb> verbs();

    /**
     * Where a launch arrives: a path below {@code /tools}, such as {@code /labs/items/4711}. The visitor's resource link says which item
     * was asked for; a link that nobody has set up yet leads a teacher to setting it up and a learner to a page that says so.
     */
    String arrival(Visitor visitor);

    /** Where a teacher who adds the tool to a course sets up what the link will open: a path below {@code /tools}. */
    String newLink();

    /** The tool's pages, for the checks that every tool must pass. */
    List<ToolPage> pages();
}
