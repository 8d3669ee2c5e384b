/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

/**
 * What was aimed at.
 *
 * @param said the number in words, such as {@code Chỉ tiêu: 25}
 */
public record Target(double value, String said) {}
