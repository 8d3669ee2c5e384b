/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.time.Instant;

/**
 * One pupil of the class list.
 *
 * @param work the address of what was handed in, or empty
 * @param since when the work took its status, or null for templates to leave out
 */
public record PupilView(String name, StatusView status, String work, int attempt, Instant since) {}
