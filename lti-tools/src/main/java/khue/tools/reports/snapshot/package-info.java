/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a locked report says: one canonical text with its hash, read back without asking anybody, and compared with today's answers. */
package khue.tools.reports.snapshot;
