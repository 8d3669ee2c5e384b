/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import java.time.Instant;
import khue.tools.portfolio.StatusView;

/**
 * One pupil of the class list.
 *
 * @param groups the groups of the LMS's course that the pupil is in, with commas between; or empty
 * @param work the address of what was handed in, or empty
 * @param since when the work took its status, or null for templates to leave out
 */
public record PupilView(String name, String groups, StatusView status, String work, int attempt, Instant since) {}
