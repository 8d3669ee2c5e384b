/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bars and lines as SVG, made on the server: they need no script, keep to the width that they get by percentages, print in black and white,
 * and say what a colour says by a pattern, a dash or a word. The table beside a chart says everything that it shows.
 */
package khue.tools.charts;
