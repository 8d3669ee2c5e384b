/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the store has acknowledged is there, once: whoever is killed, cut off or collides with others meanwhile. */
package khue.durability;
