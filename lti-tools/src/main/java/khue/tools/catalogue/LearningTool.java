/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /**
     * What a link of a tool can open.
     *
     * @param scoreMaximum empty for an item without a grade
     */
    record Item(UUID id, String title, Optional<String> text, Optional<BigDecimal> scoreMaximum) {}

    /** Lower-case letters, digits and hyphens; stable for ever, because links in LMSes carry it. */
    String id();

    /** Every verb that the tool's statements use. */
    Set<Verb> verbs();

    /**
     * Where a launch arrives: a path below {@code /tools}, such as {@code /labs/items/4711}. The visitor's resource link says which item
     * was asked for; a link that nobody has set up yet leads a teacher to setting it up and a learner to a page that says so.
     *
     * @param item what the link opens; empty when nobody has set it up, or the launch was of no link
     */
    String arrival(Visitor visitor, Optional<UUID> item);

    /** Where a teacher who adds the tool to a course sets up what the link will open: a path below {@code /tools}. */
    String newLink();

    /**
     * What the tool has in a course already, for a teacher who adds it to the course's page once more; the newest first. Only a tool whose
     * items several links may open has any.
     */
    default List<Item> items(UUID course) {
        return List.of();
    }

    /**
     * Where a teacher comes straight from the gradebook to one pupil's work: a path below {@code /tools}; empty when the pupil has handed in
     * nothing, or the tool has no such page.
     *
     * @param visitor who looks; the resource link says at which item
     */
    default Optional<String> review(Visitor visitor, UUID pupil) {
        return Optional.empty();
    }

    /** The course that an item is of; empty when there is no such item. */
    default Optional<UUID> courseOf(UUID item) {
        return Optional.empty();
    }

    /**
     * Makes an item for a course that the LMS copied from the item's: the same task, and nobody's work. However often it is asked for, and by
     * however many at once, a course gets one copy of an item.
     *
     * @param item one that {@link #courseOf} knows
     * @return the copy's id
     */
    default UUID copy(UUID item, UUID course) {
        throw new UnsupportedOperationException(id() + " knows the courses of its items and cannot copy them");
    }

    /** The tool's pages, for the checks that every tool must pass. */
    List<ToolPage> pages();
}
