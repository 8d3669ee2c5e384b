/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What we owe to a system outside, kept with the work that caused it and delivered afterwards, however long that system is away. */
package khue.tools.outbox;
