/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.time.LocalDate;
import java.util.List;

/**
 * A project as pages show it.
 *
 * @param form the learning form's label
 * @param strand the strand's label, or empty
 * @param due the last day, or null for templates to leave out
 * @param competencies the labels of what it trains
 */
public record ProjectView(
        String id,
        String title,
        String instructions,
        String form,
        String strand,
        LocalDate due,
        boolean overdue,
        List<String> competencies) {}
