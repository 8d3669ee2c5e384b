/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.time.Instant;

/** One thing that happened to a work, as a timeline shows it. */
public record HistoryView(Instant when, String title, String comment, String voice, String tone, String icon) {}
