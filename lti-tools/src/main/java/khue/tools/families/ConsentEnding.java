/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

/** How a consent ended. The names are kept in rows. */
public enum ConsentEnding {
    /** Whoever may say no said it here. */
    TAKEN_BACK,
    /** They said it to the school, by word or on paper. */
    BY_SCHOOL,
    /** A yes to newer words, or on a newer sheet, took its place. */
    REPLACED,
    /** The child's data was restricted. */
    RESTRICTED
}
