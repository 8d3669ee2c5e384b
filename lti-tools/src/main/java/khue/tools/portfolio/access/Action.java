/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

/** What somebody wants with a {@link Thing}. */
public enum Action {
    /** Look at it, or download it. */
    SEE,
    /** Set up a task, and see the class in it. */
    LEAD,
    /** Add to a work, write in it, hand it in. */
    WRITE,
    /** Return or accept a work. */
    ANSWER,
    /** Say something about a work; a teacher lets it through or not. */
    COMMENT,
    /** Take it along to wherever one goes next. */
    TAKE
}
