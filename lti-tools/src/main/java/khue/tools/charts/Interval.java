/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

/** Between which numbers a figure lies, as its definition says. */
public record Interval(double low, double high) {}
