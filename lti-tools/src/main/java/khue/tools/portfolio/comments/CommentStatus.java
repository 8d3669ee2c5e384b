/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

/** Whether others than its author and the teachers see a comment. */
public enum CommentStatus {
    WAITING,
    SHOWN,
    HIDDEN
}
