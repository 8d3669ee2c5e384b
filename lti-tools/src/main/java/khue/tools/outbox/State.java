/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

/** Where a message stands. */
public enum State {
    /** To be carried, now or later. */
    WAITING,
    DELIVERED,
    /** Not carried because something newer took its place, or because nobody wants it there. */
    SUPERSEDED,
    /** The other side will not have it; it stays until an administrator retries it. */
    REFUSED,
    /** The other side has something else under the same id; it stays until an administrator retries it. */
    CONFLICT
}
