/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

/** A text for readers, in Vietnamese and English. */
public record Text(String vi, String en) {}
