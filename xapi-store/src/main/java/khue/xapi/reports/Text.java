/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

/** A text for readers, in Vietnamese and English. */
record Text(String vi, String en) {}
