/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

/**
 * A status as a pill shows it.
 *
 * @param tone of the layout's tones
 */
public record StatusView(String tone, String text) {}
